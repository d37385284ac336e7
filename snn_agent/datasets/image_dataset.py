# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Grey images with their labels."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
import hashlib

import numpy as np
from numpy.typing import NDArray

from snn_agent.errors import DataError

__all__ = ['ImageDataset']


@dataclass(frozen=True, slots=True)
class ImageDataset:
    """
    Hold one split of a labelled image data set; the arrays belong to the holder.

    :param name: name of the data set, as load_dataset takes it.
    :param split: ``train`` or ``test``.
    :param images: uint8[n, height, width], 0 (no ink) to 255.
    :param labels: uint8[n], index into class_names.
    :param class_names: names of the classes, in the order of the labels.
    :raises DataError: if the arrays do not fit each other, or are empty.
    """

    name: str
    split: str
    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    class_names: tuple[str, ...]

    def __post_init__(self) -> None:
        """Check shapes, types and the range of the labels."""
        where = f'{self.name} ({self.split})'
        if self.images.ndim != 3 or self.images.dtype != np.uint8:
            raise DataError(where, f'images are {self.images.dtype}{list(self.images.shape)}, '
                                   'expected uint8[n, height, width]')
        if self.labels.shape != self.images.shape[:1] or self.labels.dtype != np.uint8:
            raise DataError(where, f'labels are {self.labels.dtype}{list(self.labels.shape)}, '
                                   f'expected uint8[{len(self.images)}], one for each image')
        if not self.images.size:
            raise DataError(where, 'holds no image')
        if int(self.labels.max()) >= len(self.class_names):
            raise DataError(where, f'has label {int(self.labels.max())}, but only '
                                   f'{len(self.class_names)} class names')

    def __len__(self) -> int:
        """Return the number of images."""
        return len(self.images)

    def part(self, which: slice) -> ImageDataset:
        """
        Return some of the samples, without a copy.

        :param which: their positions.
        :raises DataError: if there is none.
        """
        return replace(self, images=self.images[which], labels=self.labels[which])

    def checksum(self) -> str:
        """Return the SHA-256 of the images (their shape and their pixels), in hexadecimal."""
        digest = hashlib.sha256(repr(self.images.shape).encode())
        digest.update(np.ascontiguousarray(self.images).data)
        return digest.hexdigest()
