# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers in JSON: NaN becomes null, and a file is there whole or not at all."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from snn_agent.files import whole_file

__all__ = ['json_line', 'write_json']


def json_line(data: Any) -> str:
    """Return data as one line of strict JSON; NaN and infinities become null."""
    return json.dumps(_strict(data), allow_nan=False)


def write_json(path: Path, data: Any) -> None:
    """
    Write a JSON file so that at any moment the old or the new one is there, whole.

    :raises OSError: if it cannot be written.
    """
    text = json.dumps(_strict(data), allow_nan=False, indent=2)
    with whole_file(path) as stream:
        stream.write(f'{text}\n'.encode())


def _strict(data: Any) -> Any:
    """Return data with null for every number that JSON does not have."""
    if isinstance(data, dict):
        return {key: _strict(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_strict(value) for value in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data
