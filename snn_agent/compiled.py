# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
How the kernels are compiled: once, cached beside the source, without the interpreter's lock.

Numba renews a cached function when its own file changes, but not when a function that it calls
from another file does. The folders of the kernels are therefore one unit here: when any of
their sources changes, all of their cached functions go.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from numba import njit

__all__ = ['kernel', 'renew_cache']

_PACKAGE = Path(__file__).parent
_STAMP = 'kernels.stamp'


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function on its first call, or load it from the cache."""
    return njit(cache=True, nogil=True)(function)


def renew_cache(folders: list[Path]) -> None:
    """
    Remove the cached functions of these folders if any source in them has changed.

    A folder that cannot be written is left alone: nobody changes its sources either.

    :param folders: folders with kernels.
    """
    sources = sorted(source for folder in folders for source in folder.glob('*.py'))
    stamp = '\n'.join(
        f'{source.name} {source.stat().st_size} {source.stat().st_mtime_ns}' for source in sources)
    for folder in folders:
        cache = folder / '__pycache__'
        try:
            if (cache / _STAMP).is_file() and (cache / _STAMP).read_text() == stamp:
                continue
            for cached in (*cache.glob('*.nbi'), *cache.glob('*.nbc')):
                cached.unlink(missing_ok=True)
            cache.mkdir(exist_ok=True)
            (cache / _STAMP).write_text(stamp)
        except OSError:
            continue


renew_cache([_PACKAGE / 'encoding', _PACKAGE / 'engine'])
