# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The energy counters of x86 processors (RAPL) through the powercap tree of Linux."""

from __future__ import annotations

import math
from pathlib import Path
import re

__all__ = ['RaplMeter', 'rapl_status']

_ROOT = Path('/sys/class/powercap')
_PACKAGE = re.compile(r'intel-rapl:\d+')  # not intel-rapl:0:0 (part of it), not intel-rapl-mmio:0


class RaplMeter:
    """
    Measure the energy of all processor packages, everything that runs on them included.

    The counters advance about every millisecond and start again at 0 after
    max_energy_range_uj (262 kJ on many processors, 44 minutes at 100 W): read more often
    than that. A meter belongs to one thread.

    :param packages: folders with energy_uj and max_energy_range_uj, one for each package.
    :raises OSError, ValueError: if a counter cannot be read.
    """

    def __init__(self, packages: tuple[Path, ...]) -> None:
        self._packages = packages
        self._ranges_uj = [_read_number(path / 'max_energy_range_uj') for path in packages]
        self._last_uj = [_read_number(path / 'energy_uj') for path in packages]
        self._total_uj = 0
        names = [(path / 'name').read_text(encoding='utf-8').strip() for path in packages]
        self._name = f'rapl:{"+".join(names)}'

    @classmethod
    def find(cls, root: Path = _ROOT) -> RaplMeter | None:
        """
        Return a meter over all packages, None if there is none that may be read.

        rapl_status() tells a person why.

        :param root: the powercap tree.
        """
        packages = _packages(root)
        if not packages:
            return None
        try:
            return cls(packages)
        except (OSError, ValueError):
            return None

    @property
    def name(self) -> str:
        """Return what is measured, for example ``rapl:package-0+package-1``."""
        return self._name

    def read_j(self) -> float:
        """
        Return the energy since the meter was made in joules, NaN if it cannot be read now.

        A failed read loses nothing: the next good one contains it.
        """
        try:
            now_uj = [_read_number(path / 'energy_uj') for path in self._packages]
        except (OSError, ValueError):
            return math.nan
        for now, last, range_uj in zip(now_uj, self._last_uj, self._ranges_uj):
            self._total_uj += now - last if now >= last else now - last + range_uj
        self._last_uj = now_uj
        return self._total_uj * 1e-6


def rapl_status(root: Path = _ROOT) -> str:
    """
    Say whether energy can be measured here, and what to do where it cannot.

    :param root: the powercap tree.
    """
    packages = _packages(root)
    if not packages:
        return (f'no energy counter under {root}: not an x86 machine with RAPL, or a virtual '
                'machine or container without it; energies are modelled only')
    try:
        return f'measures {RaplMeter(packages).name}'
    except PermissionError as error:
        return (f'{error.filename} may be read by root only; allow it with '
                f'"sudo chmod a+r {root}/intel-rapl:*/energy_uj" (until the next start)')
    except (OSError, ValueError) as error:
        return f'the energy counter is not usable: {error}'


def _packages(root: Path) -> tuple[Path, ...]:
    """Return the package folders of the powercap tree; other top-level domains overlap them."""
    try:
        folders = sorted(path for path in root.iterdir() if _PACKAGE.fullmatch(path.name))
    except OSError:
        return ()
    return tuple(path for path in folders if _is_package(path))


def _is_package(path: Path) -> bool:
    try:
        return (path / 'name').read_text(encoding='utf-8').startswith('package')
    except OSError:
        return False


def _read_number(path: Path) -> int:
    return int(path.read_text(encoding='ascii'))
