# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Files that are there whole or not at all, whenever a process is killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
import os
from pathlib import Path
import tempfile
from typing import BinaryIO

__all__ = ['whole_file']


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """
    Write a file so that at any moment the old or the new one is there, whole.

    :param path: the file; its folder is made. It changes when the block ends without an error.
    :raises OSError: if it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f'.{path.name}.')
    try:
        with os.fdopen(handle, 'wb') as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
