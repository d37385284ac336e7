# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Write rows to a file as they come, one JSON line each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from snn_agent.errors import ConfigurationError
from snn_agent.nodes.json_file import json_line

__all__ = ['RowRecorder']


class RowRecorder:
    """
    Append rows to a new file; every row is on disk before the next one comes.

    A full disk does not stop the node: the failure is kept in ``failure``.

    :param path: the file; an older one is replaced. Empty writes nothing.
    :raises ConfigurationError: if it cannot be written.
    """

    def __init__(self, path: str) -> None:
        self.failure = ''
        self._stream: TextIO | None = None
        if not path:
            return
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            self._stream = open(path, 'w', encoding='utf-8')
        except OSError as error:
            raise ConfigurationError(
                'record.path', path, f'a file that can be written ({error})') from error

    def write(self, row: Mapping[str, object]) -> None:
        """Write a row; NaN becomes null."""
        if self._stream is None:
            return
        try:
            self._stream.write(json_line(dict(row)) + '\n')
            self._stream.flush()
            self.failure = ''
        except OSError as error:
            self.failure = f'the row could not be recorded: {error}'

    def close(self) -> None:
        """Close the file."""
        if self._stream is None:
            return
        try:
            self._stream.close()
        except OSError as error:
            self.failure = f'the last rows could not be recorded: {error}'
        self._stream = None
