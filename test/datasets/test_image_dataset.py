# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the checks of a labelled image data set."""

from __future__ import annotations

import numpy as np
import pytest

from snn_agent.datasets import ImageDataset
from snn_agent.errors import DataError

IMAGES = np.zeros((2, 3, 4), np.uint8)
LABELS = np.array([0, 1], np.uint8)
NAMES = ('left', 'right')


def test_length_is_the_number_of_images() -> None:
    assert len(ImageDataset('x', 'train', IMAGES, LABELS, NAMES)) == 2


@pytest.mark.parametrize(('images', 'labels', 'names', 'reason'), [
    (IMAGES[0], LABELS, NAMES, 'height'),
    (IMAGES.astype(np.float32), LABELS, NAMES, 'uint8'),
    (IMAGES, LABELS[:1], NAMES, 'one for each image'),
    (IMAGES, LABELS.astype(np.int64), NAMES, 'one for each image'),
    (IMAGES[:0], LABELS[:0], NAMES, 'no image'),
    (IMAGES, LABELS, NAMES[:1], 'label 1, but only 1'),
])
def test_refuses_what_does_not_fit(images, labels, names, reason) -> None:
    with pytest.raises(DataError, match=reason):
        ImageDataset('x', 'train', images, labels, names)
