# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Measured discharge curves of lithium-ion cells.

Source: B. Saha and K. Goebel, "Battery Data Set", NASA Ames Prognostics Center of Excellence,
2007: 18650 cells of 2 Ah, discharged at 2 A and room temperature until the voltage fell to a
limit of their own, charged and discharged again until they had lost 30 % of their capacity.
"""

from __future__ import annotations

from dataclasses import dataclass
import hashlib
import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from snn_agent.datasets.root import data_root
from snn_agent.datasets.root import DATA_VARIABLE
from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError

__all__ = ['CUTOFF_V', 'DischargeCurve', 'find_discharge_curves', 'load_discharge_curves']

CUTOFF_V = {'B0005': 2.7, 'B0006': 2.5, 'B0007': 2.2}
"""Voltage in V at which the experimenters ended a discharge, by cell."""

_FILE = Path('battery') / 'nasa_b0005_b0006_b0007_discharge.npz'
_SHA256 = '6222b630a96e5791bc5f4a4d3ed6336a3465950b9cd10fa4c7cd6a648d037970'
_LOAD_A = 1.0
"""The load is on in rows that discharge with more than this; it is 2 A or nothing."""


@dataclass(frozen=True, slots=True)
class DischargeCurve:
    """
    Hold one discharge under constant current, from switching the load on to its end.

    :param cell: name of the cell, for example ``B0005``.
    :param cycle: number of the discharge in the life of the cell, from 1.
    :param charge_ah: float64[n], charge drawn so far in Ah, from 0.
    :param voltage_v: float64[n], terminal voltage under load in V.
    :param current_a: mean current in A, negative: discharging.
    :param rest_voltage_v: terminal voltage just before the load, in V.
    :param cutoff_v: voltage in V at which the discharge counts as complete.
    """

    cell: str
    cycle: int
    charge_ah: NDArray[np.float64]
    voltage_v: NDArray[np.float64]
    current_a: float
    rest_voltage_v: float
    cutoff_v: float


def find_discharge_curves() -> Path | None:
    """
    Return the path of the curves, None if they are not on this machine.

    :raises DataError: if SNN_AGENT_DATA names something that is not a folder.
    """
    root = data_root()
    path = None if root is None else root / _FILE
    return path if path is not None and path.is_file() else None


def load_discharge_curves(cell: str = 'B0005') -> tuple[DischargeCurve, ...]:
    """
    Load every discharge of one cell, in the order of its life.

    :param cell: ``B0005``, ``B0006`` or ``B0007``.
    :raises ConfigurationError: if the cell is unknown.
    :raises DataError: if the file is missing or damaged; the message says what to do.
    """
    if cell not in CUTOFF_V:
        raise ConfigurationError('cell', cell, f'one of {", ".join(CUTOFF_V)}')
    path = find_discharge_curves()
    if path is None:
        raise DataError(_FILE, 'was not found; put it into a data folder and set '
                               f'{DATA_VARIABLE} to that folder')
    content = _read(path)
    rows, offsets = content['data'].astype(np.float64), content['offsets']
    return tuple(
        _curve(cell, int(content['discharge_cycle'][k]), rows[offsets[k]:offsets[k + 1]])
        for k in np.flatnonzero(content['cell'] == cell))


def _read(path: Path) -> dict[str, NDArray[np.generic]]:
    """Read the arrays of the file that the checksum names, and of no other."""
    try:
        packed = path.read_bytes()
    except OSError as error:
        raise DataError(path, f'cannot be read ({error.strerror}); check its '
                              'permissions') from error
    found = hashlib.sha256(packed).hexdigest()
    if found != _SHA256:
        raise DataError(path, f'has SHA-256 {found}, expected {_SHA256}: it is damaged or '
                              'truncated; get the original file again and replace this one')
    with np.load(io.BytesIO(packed), allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def _curve(cell: str, cycle: int, rows: NDArray[np.float64]) -> DischargeCurve:
    """Cut out the loaded part; columns: time s, voltage V, current A (negative), ..."""
    loaded = np.flatnonzero(rows[:, 2] < -_LOAD_A)
    first = int(loaded[0])
    time_s, voltage_v, current_a = rows[first:int(loaded[-1]) + 1, :3].T
    step_ah = -(current_a[1:] + current_a[:-1]) / 2 * np.diff(time_s) / 3600
    return DischargeCurve(
        cell, cycle, np.concatenate([[0.0], np.cumsum(step_ah)]), voltage_v.copy(),
        float(current_a.mean()), float(rows[first - 1, 1]), CUTOFF_V[cell])
