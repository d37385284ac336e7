# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the data sets by name, on the real files where they are there."""

from __future__ import annotations

import numpy as np
import pytest

from snn_agent.datasets import available_datasets
from snn_agent.datasets import DATASET_NAMES
from snn_agent.datasets import default_dataset
from snn_agent.datasets import load_dataset
from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError

FILES = ('train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz',
         't10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz')


def require(name: str) -> None:
    """Skip the test when the files of a data set are not on this machine."""
    if name not in available_datasets():
        pytest.skip(f'the files of {name} are not on this machine (set SNN_AGENT_DATA)')


@pytest.mark.parametrize('name', ['mnist', 'fashion-mnist'])
def test_real_test_files(name) -> None:
    require(name)
    dataset = load_dataset(name, 'test')
    assert dataset.images.shape == (10_000, 28, 28)
    assert len(dataset.class_names) == 10
    assert len(set(dataset.class_names)) == 10
    counts = np.bincount(dataset.labels, minlength=10)
    assert counts.sum() == 10_000
    assert counts.min() >= 890  # MNIST: 892 fives; Fashion-MNIST: 1000 of each


def test_mnist_training_files() -> None:
    require('mnist')
    dataset = load_dataset('mnist', 'train')
    assert dataset.images.shape == (60_000, 28, 28)
    assert dataset.labels[:5].tolist() == [5, 0, 4, 1, 9]  # the well-known first five
    assert dataset.split == 'train'


@pytest.mark.parametrize(('name', 'split', 'expected'), [
    ('minst', 'train', 'mnist, fashion-mnist, digits'),
    ('mnist', 'validation', 'train, test'),
])
def test_unknown_names_list_the_known(name, split, expected) -> None:
    with pytest.raises(ConfigurationError, match=expected):
        load_dataset(name, split)


def test_without_any_data_folder(monkeypatch) -> None:
    monkeypatch.setattr('snn_agent.datasets.catalogue.data_root', lambda: None)
    assert available_datasets() == ('digits',)
    assert default_dataset() == 'digits'
    with pytest.raises(DataError, match='set SNN_AGENT_DATA'):
        load_dataset('mnist', 'test')


def test_missing_file_is_named_with_its_origin(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv('SNN_AGENT_DATA', str(tmp_path))
    with pytest.raises(DataError, match='t10k-images-idx3-ubyte.gz: is missing.*zalandoresearch'):
        load_dataset('fashion-mnist', 'test')


def test_available_needs_all_four_files(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv('SNN_AGENT_DATA', str(tmp_path))
    (tmp_path / 'mnist').mkdir()
    for name in FILES:
        assert available_datasets() == ('digits',)
        (tmp_path / 'mnist' / name).touch()
    assert available_datasets() == ('mnist', 'digits')
    assert default_dataset() == 'mnist'


def test_damaged_file_is_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv('SNN_AGENT_DATA', str(tmp_path))
    (tmp_path / 'mnist').mkdir()
    for name in FILES:
        (tmp_path / 'mnist' / name).write_bytes(b'not gzip')
    with pytest.raises(DataError, match='train-images-idx3-ubyte.gz: is truncated or damaged'):
        load_dataset('mnist', 'train')


def test_every_name_is_listed_once() -> None:
    assert DATASET_NAMES == ('mnist', 'fashion-mnist', 'digits')
