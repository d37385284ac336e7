# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The rows that a telemetry node records, read while it still writes."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ['History']


class History:
    """
    Follow a file of JSON lines, one row per period of the telemetry node.

    :param path: the file; it need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self.rows: list[dict[str, Any]] = []
        self._path = path
        self._position = 0

    def update(self) -> int:
        """
        Read what was added; a line that is not finished yet is left for the next call.

        :return: number of new rows.
        """
        try:
            with self._path.open('rb') as file:
                file.seek(self._position)
                added = file.read()
        except FileNotFoundError:
            return 0
        finished = added[:added.rfind(b'\n') + 1]
        self._position += len(finished)
        new = [json.loads(line) for line in finished.splitlines()]
        self.rows += new
        return len(new)

    def last(self, name: str) -> float:
        """Return the newest value of a quantity; NaN where there is none."""
        return _number(self.rows[-1].get(name)) if self.rows else math.nan

    def column(self, name: str) -> NDArray[np.float64]:
        """Return all values of a quantity, float64[rows]; NaN where a row has none."""
        return np.array([_number(row.get(name)) for row in self.rows], dtype=np.float64)


def _number(value: object) -> float:
    """Return a JSON value as a number; null and what is absent are NaN."""
    return float(value) if isinstance(value, (int, float)) else math.nan
