# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The 8x8 handwritten digits that come with scikit-learn: no file is needed."""

from __future__ import annotations

import numpy as np

from snn_agent.datasets.image_dataset import ImageDataset
from snn_agent.errors import DataError

__all__ = ['load_digits']

_TRAIN_IMAGES = 1297
_GREY_LEVELS = 16


def load_digits(split: str) -> ImageDataset:
    """
    Load one split of the digits of scikit-learn (UCI optical digits, its 1797 test images).

    The first 1297 images in the order of the source are ``train``, the last 500 are
    ``test``. Grey levels 0..16 become round(level x 255 / 16).

    :param split: ``train`` or ``test``.
    :returns: images uint8[n, 8, 8], labels uint8[n], classes '0' to '9'.
    :raises DataError: if scikit-learn is not installed.
    """
    try:
        from sklearn import datasets
    except ImportError as error:
        raise DataError(
            'digits', 'comes with scikit-learn, which is not installed; run '
                      "'pip install scikit-learn' (Debian and Ubuntu: "
                      "'apt install python3-sklearn'), or use mnist") from error
    source = datasets.load_digits()
    part = slice(None, _TRAIN_IMAGES) if split == 'train' else slice(_TRAIN_IMAGES, None)
    levels = np.asarray(source.images[part])
    images = np.rint(levels * (255 / _GREY_LEVELS)).astype(np.uint8)
    labels = np.asarray(source.target[part]).astype(np.uint8)
    return ImageDataset('digits', split, images, labels, tuple('0123456789'))
