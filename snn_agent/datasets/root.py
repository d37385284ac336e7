# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Where the data files are."""

from __future__ import annotations

import os
from pathlib import Path

from snn_agent.errors import DataError

__all__ = ['DATA_VARIABLE', 'data_root']

DATA_VARIABLE = 'SNN_AGENT_DATA'
"""Environment variable that names the folder of the data sets."""

_REPOSITORY = Path(__file__).resolve().parents[2]


def data_root() -> Path | None:
    """
    Find the folder that holds the data sets, one sub-folder each.

    The environment variable SNN_AGENT_DATA decides when it is set and not empty. Otherwise
    ``../shared/data`` is taken where it exists, seen from the top of the repository first
    and from the working directory second.

    :returns: the folder, None if there is none.
    :raises DataError: if SNN_AGENT_DATA names something that is not a folder.
    """
    named = os.environ.get(DATA_VARIABLE)
    if named:
        root = Path(named).expanduser()
        if not root.is_dir():
            raise DataError(
                f'{DATA_VARIABLE}={named}',
                'is not a folder; set it to the folder that holds mnist/, fashion-mnist/ and '
                f'battery/, or unset it (unset {DATA_VARIABLE})')
        return root
    for start in (_REPOSITORY, Path.cwd()):
        root = start.parent / 'shared' / 'data'
        if root.is_dir():
            return root
    return None
