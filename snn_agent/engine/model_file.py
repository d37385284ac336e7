# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Read and write model files: arrays and one JSON entry in an ``.npz``, no pickle anywhere.

The JSON entry, ``model``, carries the schema version and the SHA-256 of all the rest.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
import zipfile

import numpy as np
from numpy.typing import NDArray

from snn_agent.errors import ModelFormatError
from snn_agent.files import whole_file

__all__ = ['SCHEMA', 'checksum', 'read', 'write']

SCHEMA = 1
_JSON_ENTRY = 'model'
_ARRAYS = ('weights', 'theta', 'responses')

Entries = tuple[dict[str, NDArray[np.float32]], dict[str, Any]]


def checksum(entries: Entries) -> str:
    """Return the SHA-256 of arrays and data, in hexadecimal."""
    arrays, data = entries
    digest = hashlib.sha256(_canonical(data))
    for name in sorted(arrays):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(arrays[name]).tobytes())
    return digest.hexdigest()


def write(path: Path, entries: Entries) -> None:
    """
    Write a file so that at any moment either the old or the new one is there, whole.

    :raises OSError: if the folder cannot be written.
    """
    arrays, data = entries
    header = {'schema': SCHEMA, 'checksum': checksum(entries), **data}
    text = np.frombuffer(_canonical(header), dtype=np.uint8)
    entries_by_name: dict[str, Any] = {_JSON_ENTRY: text, **arrays}
    with whole_file(path) as stream:
        np.savez(stream, **entries_by_name)


def read(path: Path) -> Entries:
    """
    Read a file and check schema and checksum.

    :raises ModelFormatError: if the file is missing, of another kind, or damaged.
    """
    try:
        with open(path, 'rb') as stream:
            if not zipfile.is_zipfile(stream):
                raise ValueError('no .npz archive, or cut short')
            stream.seek(0)
            with np.load(stream, allow_pickle=False) as archive:
                header = json.loads(bytes(archive[_JSON_ENTRY]))
                arrays = {name: archive[name] for name in _ARRAYS}
    except FileNotFoundError as error:
        raise ModelFormatError(
            path, 'no such file; make one with: snn-agent train --output FILE') from error
    except Exception as error:  # damage raises a dozen types in zipfile, numpy and json
        raise ModelFormatError(
            path, f'not a readable snn_agent model ({type(error).__name__}: {error})') from error
    if not isinstance(header, dict) or header.pop('schema', None) != SCHEMA:
        raise ModelFormatError(path, f'schema version is not {SCHEMA}: train the model again')
    if header.pop('checksum', None) != checksum((arrays, header)):
        raise ModelFormatError(path, 'the checksum does not match: the file is damaged')
    return arrays, header


def _canonical(data: dict[str, Any]) -> bytes:
    """Return the one JSON text of data."""
    return json.dumps(data, sort_keys=True, separators=(',', ':')).encode()
