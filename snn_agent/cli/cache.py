# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Where the commands keep what can be made again."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ['cache_folder']


def cache_folder() -> Path:
    """
    Return the folder for models that the commands made; it may not exist yet.

    It is ``snn_agent`` in XDG_CACHE_HOME where that is set, in ``~/.cache`` otherwise (XDG Base
    Directory Specification).
    """
    named = os.environ.get('XDG_CACHE_HOME')
    base = Path(named) if named else Path.home() / '.cache'
    return base / 'snn_agent'
