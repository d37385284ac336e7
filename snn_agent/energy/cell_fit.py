# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Fit the voltage formula of a cell to measured discharges.

``python -m snn_agent.energy.cell_fit`` prints the constants and figures that are in
``snn_agent/config/cells/li_ion_18650.yaml``; it needs the measured curves.
"""

from __future__ import annotations

from dataclasses import dataclass
import sys

import numpy as np
from numpy.typing import NDArray

from snn_agent.energy.cell import Cell
from snn_agent.energy.cell import measured_cell
from snn_agent.energy.cell import voltage_basis
from snn_agent.energy.cell import VOLTAGE_TERMS
from snn_agent.errors import SnnAgentError

__all__ = ['CellFit', 'fit_cell']

_EMPTY_RATES = np.arange(5.0, 101.0)
_FULL_RATES = np.arange(10.0, 151.0, 5.0)


@dataclass(frozen=True, slots=True)
class CellFit:
    """
    Hold the outcome of a fit.

    :param constants: value by name, as the file of the fitted cell wants them.
    :param rms_v: root mean square of the deviation over the state of charge, in V.
    :param maximum_v: largest deviation, in V.
    """

    constants: dict[str, float]
    rms_v: float
    maximum_v: float


def fit_cell(cell: Cell) -> CellFit:
    """
    Fit the coefficients by least squares, over a grid of the two rates.

    :param cell: a measured cell.
    """
    trials = ((_deviation(cell, empty, full), float(empty), float(full))
              for empty in _EMPTY_RATES for full in _FULL_RATES)
    (rms_v, maximum_v, coefficients), empty_rate, full_rate = min(
        trials, key=lambda trial: trial[0][0])
    constants = {
        'capacity_ah': cell.capacity_ah, 'reference_a': cell.reference_a,
        'resistance_ohm': cell.resistance_ohm, 'cutoff_v': cell.cutoff_v,
        'empty_rate': empty_rate, 'full_rate': full_rate,
        **dict(zip(VOLTAGE_TERMS, coefficients.tolist()))}
    return CellFit({name: round(value, 5) for name, value in constants.items()},
                   rms_v, maximum_v)


def _deviation(cell: Cell, empty_rate: float, full_rate: float
               ) -> tuple[float, float, NDArray[np.float64]]:
    """Return the RMS and largest deviation in V, and the best coefficients."""
    basis = voltage_basis(empty_rate, full_rate)
    coefficients = np.linalg.lstsq(basis, cell.reference_v, rcond=None)[0].astype(np.float64)
    deviation = basis @ coefficients - cell.reference_v
    return (float(np.sqrt(np.mean(deviation**2))), float(np.abs(deviation).max()), coefficients)


def main() -> int:
    """Print the constants of a fit to the measured curves."""
    try:
        fit = fit_cell(measured_cell())
    except SnnAgentError as error:
        print(error, file=sys.stderr)
        return 2
    for name, value in fit.constants.items():
        print(f'{name}: {value}')
    print(f'# rms {fit.rms_v * 1e3:.1f} mV, largest deviation {fit.maximum_v * 1e3:.1f} mV')
    return 0


if __name__ == '__main__':
    sys.exit(main())
