# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the reader of idx files on good and damaged files."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
import pytest

from snn_agent.datasets.idx import read_idx
from snn_agent.errors import DataError

SHAPE = (3, 2, 2)


def write(path: Path, content: bytes) -> str:
    """Write gzip data and return its SHA-256."""
    packed = gzip.compress(content, mtime=0)
    path.write_bytes(packed)
    return hashlib.sha256(packed).hexdigest()


def idx(array: NDArray[np.uint8], magic: bytes = b'\x00\x00\x08') -> bytes:
    """Return an array as the bytes of an idx file."""
    lengths = b''.join(length.to_bytes(4, 'big') for length in array.shape)
    return magic + bytes([array.ndim]) + lengths + array.tobytes()


@pytest.fixture
def array() -> NDArray[np.uint8]:
    """Return twelve different bytes."""
    return np.arange(12, dtype=np.uint8).reshape(SHAPE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the file goes."""
    return tmp_path / 'images-idx3-ubyte.gz'


def test_reads_what_was_written(path, array) -> None:
    digest = write(path, idx(array))
    read = read_idx(path, SHAPE, digest)
    assert read.dtype == np.uint8
    assert np.array_equal(read, array)
    read[0, 0, 0] = 9  # the caller owns it


def test_missing_file(path) -> None:
    with pytest.raises(DataError, match='does not exist'):
        read_idx(path, SHAPE, '')


def test_folder_in_place_of_the_file(path) -> None:
    path.mkdir()
    with pytest.raises(DataError, match='cannot be read'):
        read_idx(path, SHAPE, '')


@pytest.mark.parametrize('keep', [0, 5, 15, -9, -1])
def test_truncated_gzip(path, array, keep) -> None:
    digest = write(path, idx(array))
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(DataError, match='replace this one') as caught:
        read_idx(path, SHAPE, digest)
    assert str(path) in str(caught.value)


def test_not_gzip(path) -> None:
    path.write_bytes(b'<html>404</html>')
    with pytest.raises(DataError, match='damaged gzip'):
        read_idx(path, SHAPE, '')


def test_every_flipped_bit_is_found(path, array) -> None:
    digest = write(path, idx(array))
    good = path.read_bytes()
    for position in range(len(good)):
        bad = bytearray(good)
        bad[position] ^= 0x10
        path.write_bytes(bad)
        with pytest.raises(DataError):
            read_idx(path, SHAPE, digest)


def test_wrong_magic(path, array) -> None:
    digest = write(path, idx(array, magic=b'\x00\x00\x0d'))
    with pytest.raises(DataError, match='0x00000d03, expected the idx magic number 0x00000803'):
        read_idx(path, SHAPE, digest)


def test_labels_in_place_of_images(path) -> None:
    digest = write(path, idx(np.zeros(3, np.uint8)))
    with pytest.raises(DataError, match='magic'):
        read_idx(path, SHAPE, digest)


def test_wrong_count_in_the_header(path) -> None:
    digest = write(path, idx(np.zeros((2, 2, 2), np.uint8)))
    with pytest.raises(DataError, match=r'\(2, 2, 2\), expected \(3, 2, 2\)'):
        read_idx(path, SHAPE, digest)


@pytest.mark.parametrize('change', [-1, 1])
def test_wrong_number_of_elements(path, array, change) -> None:
    content = idx(array) + b'\x00'
    digest = write(path, content[:-2] if change < 0 else content)
    with pytest.raises(DataError, match=f'{12 + change} elements .* expected 12'):
        read_idx(path, SHAPE, digest)


def test_changed_content_with_valid_gzip(path, array) -> None:
    digest = write(path, idx(array))
    write(path, idx(array + np.uint8(1)))
    with pytest.raises(DataError, match=f'expected {digest}'):
        read_idx(path, SHAPE, digest)
