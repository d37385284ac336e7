# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
From the bytes of an image message to the grey levels that a model takes.

Shrinking averages over the area that each target pixel covers, growing interpolates linearly;
both are one small matrix per axis, so that a frame of a camera costs two matrix products.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from snn_agent.errors import InputError

__all__ = ['ENCODINGS', 'grey_levels', 'resample', 'resampling_weights']

ENCODINGS: dict[str, tuple[int, ...]] = {
    'mono8': (0,), 'rgb8': (0, 1, 2), 'bgr8': (2, 1, 0), 'rgba8': (0, 1, 2), 'bgra8': (2, 1, 0)}
"""Supported encodings and where their red, green and blue (or grey) bytes are."""

_CHANNELS = {'mono8': 1, 'rgb8': 3, 'bgr8': 3, 'rgba8': 4, 'bgra8': 4}
_LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)
"""Weights of red, green and blue in the luma of ITU-R BT.601."""


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
    channels = _CHANNELS[encoding]
    if step < width * channels:
        raise InputError('step', step, f'at least width x channels = {width * channels} bytes')
    pixels = np.frombuffer(data, dtype=np.uint8)  # type: ignore[call-overload]
    if pixels.size < step * height:
        raise InputError('image data', pixels.size, f'step x height = {step * height} bytes')
    rows = pixels[:step * height].reshape(height, step)[:, :width * channels]
    if channels == 1:
        return rows if rows.shape == shape else _rounded(resample(rows, shape))
    colours = rows.reshape(height, width, channels)[:, :, list(ENCODINGS[encoding])]
    return _rounded(resample(colours @ _LUMA, shape))


def resample(image: NDArray[np.generic], shape: tuple[int, int]) -> NDArray[np.float32]:
    """
    Change the size of a grey image.

    :param image: [h, w], any real type.
    :param shape: (height, width) of the result.
    :return: float32[height, width].
    """
    result = image.astype(np.float32)
    if result.shape[0] != shape[0]:
        result = resampling_weights(result.shape[0], shape[0]) @ result
    if result.shape[1] != shape[1]:
        result = result @ resampling_weights(result.shape[1], shape[1]).T
    return result


@lru_cache(maxsize=32)
def resampling_weights(n_in: int, n_out: int) -> NDArray[np.float32]:
    """
    Return what each of n_in pixels contributes to each of n_out pixels along one axis.

    :param n_in: pixels of the source, 1 or more.
    :param n_out: pixels of the target, 1 or more.
    :return: float32[n_out, n_in], every row sums to 1; shared, do not write to it.
    """
    scale = n_in / n_out
    sources = np.arange(n_in)
    if n_out < n_in:
        low = np.arange(n_out)[:, None] * scale
        overlap = np.minimum(low + scale, sources + 1) - np.maximum(low, sources)
        weights = np.maximum(overlap, 0.0)
    else:
        centre = np.clip((np.arange(n_out)[:, None] + 0.5) * scale - 0.5, 0, n_in - 1)
        weights = np.maximum(1.0 - np.abs(centre - sources), 0.0)
    shares: NDArray[np.float32] = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares


def _rounded(grey: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return grey levels as the nearest whole numbers, 0..255."""
    return np.clip(np.rint(grey), 0, 255).astype(np.uint8)
