# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Gzipped idx files, the format of MNIST and Fashion-MNIST."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
import zlib

import numpy as np
from numpy.typing import NDArray

from snn_agent.errors import DataError

__all__ = ['read_idx']

_UNSIGNED_BYTE = 0x08
_AGAIN = 'get the original file again and replace this one'


def read_idx(path: Path, shape: tuple[int, ...], sha256: str) -> NDArray[np.uint8]:
    """
    Read one gzipped idx file of unsigned bytes and check all of it.

    An idx file is big-endian: two zero bytes, the type of the elements (8 = unsigned byte),
    the number of dimensions, one 32-bit length for each dimension, then the elements.

    :param path: the ``.gz`` file.
    :param shape: the lengths that the header must give.
    :param sha256: SHA-256 of the compressed file, in hexadecimal.
    :returns: uint8 array of that shape; the caller owns it.
    :raises DataError: if the file is missing, unreadable, truncated, damaged, of another
        format or shape, or not the published file.
    """
    packed = _read_bytes(path)
    try:
        content = gzip.decompress(packed)
    except (EOFError, OSError, zlib.error) as error:
        raise DataError(path, f'is truncated or damaged gzip data ({error}; '
                              f'{len(packed)} bytes); {_AGAIN}') from error
    array = _parse(path, content, shape)
    found = hashlib.sha256(packed).hexdigest()
    if found != sha256:
        raise DataError(path, f'has SHA-256 {found}, expected {sha256}: its content was '
                              f'changed; {_AGAIN}')
    return array


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DataError(path, 'does not exist') from error
    except OSError as error:
        raise DataError(path, f'cannot be read ({error.strerror}); check that it is a file and '
                              'its permissions') from error


def _parse(path: Path, content: bytes, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    magic = bytes((0, 0, _UNSIGNED_BYTE, len(shape)))
    if content[:4] != magic:
        raise DataError(path, f'starts with 0x{content[:4].hex()}, expected the idx magic number '
                              f'0x{magic.hex()}; {_AGAIN}')
    start = 4 + 4 * len(shape)
    found = tuple(int.from_bytes(content[k:k + 4], 'big') for k in range(4, start, 4))
    if found != shape:
        raise DataError(path, f'holds an array of {found}, expected {shape}; {_AGAIN}')
    if len(content) - start != int(np.prod(shape)):
        raise DataError(path, f'holds {len(content) - start} elements after its header, expected '
                              f'{int(np.prod(shape))}; {_AGAIN}')
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape).copy()
