# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the digits of scikit-learn."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from snn_agent.datasets import load_dataset
from snn_agent.errors import DataError


def test_missing_scikit_learn_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, 'sklearn', None)  # what an absent package looks like
    with pytest.raises(DataError, match='pip install scikit-learn'):
        load_dataset('digits', 'train')


def test_splits_and_grey_levels() -> None:
    datasets = pytest.importorskip('sklearn.datasets', reason='scikit-learn is not installed')
    source = datasets.load_digits()
    train = load_dataset('digits', 'train')
    test = load_dataset('digits', 'test')
    assert train.images.shape == (1297, 8, 8)
    assert test.images.shape == (500, 8, 8)
    assert np.array_equal(np.concatenate([train.labels, test.labels]), source.target)
    images = np.concatenate([train.images, test.images])
    assert np.array_equal(np.rint(images / 255 * 16), source.images)
    assert (images.min(), images.max()) == (0, 255)
