# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""From the bytes of an image message to the grey levels that a model takes."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from snn_agent.errors import InputError

__all__ = ['ENCODINGS', 'grey_levels']

# a node shares its machine with the rest of the robot
cv2.setNumThreads(1)

ENCODINGS: dict[str, tuple[int, int | None]] = {
    'mono8': (1, None),
    'rgb8': (3, cv2.COLOR_RGB2GRAY),
    'bgr8': (3, cv2.COLOR_BGR2GRAY),
    'rgba8': (4, cv2.COLOR_RGBA2GRAY),
    'bgra8': (4, cv2.COLOR_BGRA2GRAY),
}
"""Supported encodings: bytes per pixel and OpenCV's conversion to grey (luma, ITU-R BT.601)."""


def grey_levels(
    data: object, encoding: str, height: int, width: int, step: int, shape: tuple[int, int]
) -> NDArray[np.uint8]:
    """
    Return an image as grey levels in the size that a model takes.

    The whole image is used; where the proportions differ it is stretched.

    :param data: the bytes of the image (any object with the buffer protocol), not changed.
    :param encoding: one of ENCODINGS.
    :param height: rows, 1 or more.
    :param width: columns, 1 or more.
    :param step: bytes per row, padding included.
    :param shape: (height, width) of the result.
    :return: uint8[height, width]; may be a view of the data.
    :raises InputError: if encoding, sizes and number of bytes do not make an image.
    """
    if encoding not in ENCODINGS:
        raise InputError('encoding', encoding, f'one of {", ".join(ENCODINGS)}')
    if height < 1 or width < 1:
        raise InputError('image size', f'{width}x{height}', 'at least 1x1 pixels')
    channels, conversion = ENCODINGS[encoding]
    if step < width * channels:
        raise InputError('step', step, f'at least width x channels = {width * channels} bytes')
    pixels = np.frombuffer(data, dtype=np.uint8)  # type: ignore[call-overload]
    if pixels.size < step * height:
        raise InputError('image data', pixels.size, f'step x height = {step * height} bytes')
    rows = pixels[:step * height].reshape(height, step)[:, :width * channels]
    if conversion is None:
        return _resized(rows, shape)
    colours = rows.reshape(height, width, channels)
    return _resized(np.asarray(cv2.cvtColor(colours, conversion), dtype=np.uint8), shape)


def _resized(grey: NDArray[np.uint8], shape: tuple[int, int]) -> NDArray[np.uint8]:
    """Return a grey image in another size: area average to shrink it, linear to grow it."""
    if grey.shape == shape:
        return grey
    shrinks = grey.shape[0] >= shape[0] and grey.shape[1] >= shape[1]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    resized = cv2.resize(grey, shape[::-1], interpolation=method)
    return np.asarray(resized, dtype=np.uint8)
