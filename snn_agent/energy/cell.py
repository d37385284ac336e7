# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
One lithium-ion cell: its voltage as a function of state of charge and current.

The cell is a source behind an inner resistance. With s the state of charge, I the current in A
(negative when discharging) and V_ref(s) the voltage measured under the current -I_ref::

    V(s, I) = V_ref(s) + (I + I_ref) R

so the open-circuit voltage is V(s, 0) = V_ref(s) + I_ref R. The state of charge counts charge:
it is 1 when full, and 0 when a discharge with I_ref has reached the cut-off voltage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from snn_agent.datasets.battery import DischargeCurve
from snn_agent.datasets.battery import load_discharge_curves
from snn_agent.energy.constant import Constant
from snn_agent.energy.constant import read_constant
from snn_agent.energy.constant import read_yaml
from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError

__all__ = ['Cell', 'CELL_UNITS', 'FITTED_CELL', 'SOC_GRID', 'VOLTAGE_TERMS', 'cell_from_curves',
           'fitted_cell', 'measured_cell', 'voltage_basis']

FITTED_CELL = Path(__file__).resolve().parents[1] / 'config' / 'cells' / 'li_ion_18650.yaml'
"""The constants of the fitted cell, with the figures of the fit."""

SOC_GRID: NDArray[np.float64] = np.linspace(0.0, 1.0, 201)
"""float64[201]: the states of charge at which a cell holds its voltage."""

VOLTAGE_TERMS = ('c0_v', 'c1_v', 'c2_v', 'c3_v', 'empty_v', 'full_v')
"""Names of the coefficients of voltage_basis, in its order."""

CELL_UNITS = {
    'capacity_ah': 'Ah', 'reference_a': 'A', 'resistance_ohm': 'ohm', 'cutoff_v': 'V',
    'empty_rate': '1', 'full_rate': '1', **dict.fromkeys(VOLTAGE_TERMS, 'V')}
"""Units of the constants in the file of the fitted cell."""

_FRESH_DISCHARGES = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """
    Hold the constants of a cell.

    :param source: ``nasa_b0005`` and alike for a measured cell, ``fitted`` for the formula.
    :param capacity_ah: charge from full to empty at the reference current, in Ah.
    :param reference_a: I_ref in A, above 0.
    :param resistance_ohm: R in ohm, above 0.
    :param cutoff_v: the cell is empty below this voltage, in V.
    :param reference_v: float64[201], V_ref at SOC_GRID in V.
    """

    source: str
    capacity_ah: float
    reference_a: float
    resistance_ohm: float
    cutoff_v: float
    reference_v: NDArray[np.float64]

    def open_circuit_v(self, soc: float) -> float:
        """Return the voltage without load at a state of charge 0..1, in V."""
        reference_v = float(np.interp(soc, SOC_GRID, self.reference_v))
        return reference_v + self.reference_a * self.resistance_ohm


def cell_from_curves(curves: Sequence[DischargeCurve]) -> Cell:
    """
    Average measured discharges of one cell.

    The charge drawn when the voltage passes the cut-off is the capacity. The resistance is
    the fall of the voltage when the load is switched on, divided by the current: it contains
    what the cell loses within the first sample (about 20 s).

    :param curves: discharges of one cell down to the same cut-off voltage.
    :raises DataError: if there is none, or one does not reach its cut-off.
    """
    if not curves:
        raise DataError('discharge curves', 'there is none: give one or more of one cell')
    if len({(curve.cell, curve.cutoff_v) for curve in curves}) > 1:
        raise DataError('discharge curves', 'are of different cells: give those of one cell')
    capacities, voltages = zip(*(_resampled(curve) for curve in curves))
    first = curves[0]
    return Cell(
        f'nasa_{first.cell.lower()}',
        float(np.mean(capacities)),
        float(np.mean([-curve.current_a for curve in curves])),
        float(np.mean([(curve.rest_voltage_v - curve.voltage_v[0]) / -curve.current_a
                       for curve in curves])),
        first.cutoff_v,
        np.mean(voltages, axis=0))


def _resampled(curve: DischargeCurve) -> tuple[float, NDArray[np.float64]]:
    """Return the capacity in Ah and the voltage at SOC_GRID."""
    where = f'{curve.cell}, discharge {curve.cycle}'
    below = np.flatnonzero(curve.voltage_v <= curve.cutoff_v)
    if not below.size or below[0] == 0:
        raise DataError(where, f'goes from {curve.voltage_v[0]:.2f} to {curve.voltage_v[-1]:.2f} '
                               f'V: it must pass its cut-off, {curve.cutoff_v} V')
    end = int(below[0])
    fall = (curve.voltage_v[end - 1] - curve.cutoff_v) / (
        curve.voltage_v[end - 1] - curve.voltage_v[end])
    capacity = float(curve.charge_ah[end - 1]
                     + fall * (curve.charge_ah[end] - curve.charge_ah[end - 1]))
    return capacity, np.interp((1 - SOC_GRID) * capacity, curve.charge_ah, curve.voltage_v)


def measured_cell() -> Cell:
    """
    Return the mean of the first ten discharges of cell B0005, the fresh cell.

    :raises DataError: if the measured curves are not on this machine or damaged.
    """
    return cell_from_curves(load_discharge_curves('B0005')[:_FRESH_DISCHARGES])


def voltage_basis(empty_rate: float, full_rate: float) -> NDArray[np.float64]:
    """
    Return the terms of the fitted voltage at SOC_GRID, float64[201, 6].

    V_ref(s) = c0 + c1 s + c2 s^2 + c3 s^3 + empty exp(-empty_rate s)
    + full exp(-full_rate (1 - s)): a cubic plateau with the knees of the empty and the full
    cell, the form of Chen and Rincon-Mora (IEEE Trans. Energy Conversion 21, 2006) with a
    second exponential.

    :param empty_rate: steepness of the knee at s = 0.
    :param full_rate: steepness of the knee at s = 1.
    """
    s = SOC_GRID
    return np.stack([np.ones_like(s), s, s**2, s**3,
                     np.exp(-empty_rate * s), np.exp(-full_rate * (1 - s))], axis=1)


def fitted_cell(path: Path = FITTED_CELL) -> Cell:
    """
    Load the cell that was fitted to measured discharges.

    :param path: YAML file with the constants.
    :raises ConfigurationError: if the file is not readable or a constant is missing.
    """
    content = read_yaml(path)
    constants = content.get('constants')
    if not isinstance(constants, dict) or set(constants) != set(CELL_UNITS):
        raise ConfigurationError(f'{path}: constants', constants,
                                 f'the keys {", ".join(CELL_UNITS)}')
    numbers = {name: _number(path, name, constants[name]).value for name in CELL_UNITS}
    basis = voltage_basis(numbers['empty_rate'], numbers['full_rate'])
    return Cell(
        'fitted', numbers['capacity_ah'], numbers['reference_a'], numbers['resistance_ohm'],
        numbers['cutoff_v'], basis @ np.array([numbers[name] for name in VOLTAGE_TERMS]))


def _number(path: Path, name: str, entry: object) -> Constant:
    is_signed = name in VOLTAGE_TERMS
    constant = read_constant(entry, CELL_UNITS[name], f'{path}: constants.{name}',
                             minimum=-np.inf if is_signed else 0.0)
    if not is_signed and constant.value == 0:
        raise ConfigurationError(f'{path}: constants.{name}.value', 0, 'more than 0')
    return constant
