# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Every image data set by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from snn_agent.datasets.digits import load_digits
from snn_agent.datasets.idx import read_idx
from snn_agent.datasets.image_dataset import ImageDataset
from snn_agent.datasets.root import data_root
from snn_agent.datasets.root import DATA_VARIABLE
from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError

__all__ = ['DATASET_NAMES', 'available_datasets', 'default_dataset', 'load_dataset']

_SPLITS = ('train', 'test')
_SIDE = 28
_SAMPLES = {'train': 60_000, 'test': 10_000}
_FILE_NAMES = {
    'train': ('train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'),
    'test': ('t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'),
}


@dataclass(frozen=True, slots=True)
class _IdxSource:
    """A data set of four idx files: class names, where to get it, (images, labels) SHA-256."""

    class_names: tuple[str, ...]
    origin: str
    sha256: dict[str, tuple[str, str]]


_SOURCES = {
    'mnist': _IdxSource(
        tuple('0123456789'),
        'https://ossci-datasets.s3.amazonaws.com/mnist/',
        {
            'train': ('440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
                      '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c'),
            'test': ('8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
                     'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6'),
        }),
    'fashion-mnist': _IdxSource(
        ('T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat',
         'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'),
        'https://github.com/zalandoresearch/fashion-mnist (data/fashion)',
        {
            'train': ('3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
                      'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845'),
            'test': ('346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
                     '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5'),
        }),
}

DATASET_NAMES: tuple[str, ...] = (*_SOURCES, 'digits')
"""Every name that load_dataset knows."""


def load_dataset(name: str, split: str) -> ImageDataset:
    """
    Load one split of a data set and check its files against their published SHA-256.

    :param name: ``mnist`` and ``fashion-mnist`` (60000 + 10000 images of 28x28, files under
        data_root()), or ``digits`` (1297 + 500 images of 8x8, comes with scikit-learn).
    :param split: ``train`` or ``test``.
    :returns: the images and labels; the caller owns the arrays.
    :raises ConfigurationError: if the name or the split is unknown.
    :raises DataError: if files or scikit-learn are missing, or a file is damaged; the
        message says what to do.
    """
    if name not in DATASET_NAMES:
        raise ConfigurationError('data set', name, f'one of {", ".join(DATASET_NAMES)}')
    if split not in _SPLITS:
        raise ConfigurationError('split', split, f'one of {", ".join(_SPLITS)}')
    if name == 'digits':
        return load_digits(split)
    source = _SOURCES[name]
    images, labels = _find_files(name, split)
    count = _SAMPLES[split]
    return ImageDataset(
        name, split,
        read_idx(images, (count, _SIDE, _SIDE), source.sha256[split][0]),
        read_idx(labels, (count,), source.sha256[split][1]),
        source.class_names)


def available_datasets() -> tuple[str, ...]:
    """
    Name the data sets that can be asked for on this machine.

    A data set of files is listed when all four are there (their content is not checked
    here). ``digits`` is always listed: load_dataset says when scikit-learn is missing.

    :raises DataError: if SNN_AGENT_DATA names something that is not a folder.
    """
    root = data_root()
    found = [name for name in _SOURCES if root is not None and _has_files(root / name)]
    return (*found, 'digits')


def default_dataset() -> str:
    """
    Return ``mnist`` when its files are found, else ``digits``.

    :raises DataError: if SNN_AGENT_DATA names something that is not a folder.
    """
    return 'mnist' if 'mnist' in available_datasets() else 'digits'


def _has_files(folder: Path) -> bool:
    return all((folder / name).is_file() for names in _FILE_NAMES.values() for name in names)


def _find_files(name: str, split: str) -> tuple[Path, Path]:
    """Return the paths of images and labels, or say which is missing and how to get it."""
    root = data_root()
    advice = (f'get the four .gz files from {_SOURCES[name].origin}, put them into a folder '
              f'{name}/ and set {DATA_VARIABLE} to the folder above it')
    if root is None:
        raise DataError(name, f'no data folder was found: {advice}; or use digits, '
                              'which needs no file')
    images, labels = (root / name / file_name for file_name in _FILE_NAMES[split])
    for path in (images, labels):
        if not path.is_file():
            raise DataError(path, f'is missing: {advice}; or use digits, which needs no file')
    return images, labels
