# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the measured and the fitted cell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import yaml

from snn_agent.datasets.battery import DischargeCurve
from snn_agent.datasets.battery import find_discharge_curves
from snn_agent.energy.cell import cell_from_curves
from snn_agent.energy.cell import FITTED_CELL
from snn_agent.energy.cell import fitted_cell
from snn_agent.energy.cell import measured_cell
from snn_agent.energy.cell import SOC_GRID
from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError

# a straight fall from 4.0 V over 2.5 Ah, 2 A, 0.1 ohm
CURVE = DischargeCurve(
    'X1', 1, np.linspace(0, 2.5, 26), 4.0 - 0.4 * np.linspace(0, 2.5, 26), -2.0, 4.2, 3.2)


def test_constants_of_a_straight_discharge() -> None:
    cell = cell_from_curves([CURVE])
    assert cell.source == 'nasa_x1'
    assert cell.capacity_ah == pytest.approx(2.0)  # where 3.2 V is passed
    assert cell.resistance_ohm == pytest.approx(0.1)
    assert (cell.reference_a, cell.cutoff_v) == (2.0, 3.2)
    assert np.allclose(cell.reference_v, 3.2 + 0.8 * SOC_GRID)
    assert cell.open_circuit_v(1.0) == pytest.approx(4.2)
    assert cell.open_circuit_v(0.25) == pytest.approx(3.6)


def test_curves_are_averaged() -> None:
    longer = replace(CURVE, cycle=2, charge_ah=CURVE.charge_ah * 1.1)
    assert cell_from_curves([CURVE, longer]).capacity_ah == pytest.approx(2.1)


@pytest.mark.parametrize(('curves', 'reason'), [
    ([], 'none'),
    ([CURVE, replace(CURVE, cell='X2')], 'different cells'),
    ([replace(CURVE, cutoff_v=2.0)], 'from 4.00 to 3.00 V: it must pass its cut-off, 2.0 V'),
    ([replace(CURVE, cutoff_v=4.1)], 'cut-off'),
])
def test_refuses_curves(curves, reason) -> None:
    with pytest.raises(DataError, match=reason):
        cell_from_curves(curves)


def test_the_fitted_cell_is_a_lithium_ion_cell() -> None:
    cell = fitted_cell()
    assert cell.source == 'fitted'
    assert cell.capacity_ah == pytest.approx(1.82, abs=0.05)
    assert np.all(np.diff(cell.reference_v) > 0)
    assert cell.open_circuit_v(1.0) == pytest.approx(4.19, abs=0.02)
    assert cell.reference_v[0] == pytest.approx(cell.cutoff_v, abs=0.04)


@pytest.mark.skipif(find_discharge_curves() is None, reason='needs the discharge curves')
def test_the_fitted_cell_follows_the_measured_one() -> None:
    measured, fitted = measured_cell(), fitted_cell()
    deviation = fitted.reference_v - measured.reference_v
    assert np.sqrt(np.mean(deviation**2)) < 5e-3
    assert np.abs(deviation).max() < 30e-3
    assert fitted.capacity_ah == pytest.approx(measured.capacity_ah, rel=1e-4)


@pytest.mark.parametrize(('change', 'reason'), [
    (lambda c: c['constants'].pop('c0_v'), 'the keys'),
    (lambda c: c['constants'].update(c9_v=1), 'the keys'),
    (lambda c: c.pop('constants'), 'the keys'),
    (lambda c: c['constants']['capacity_ah'].update(value=0), 'more than 0'),
    (lambda c: c['constants']['resistance_ohm'].update(value=-1), '0 or more'),
    (lambda c: c['constants']['c0_v'].update(value='x'), 'a finite number of V'),
])
def test_broken_files(tmp_path, change, reason) -> None:
    content = yaml.safe_load(FITTED_CELL.read_text())
    change(content)
    path = tmp_path / 'cell.yaml'
    path.write_text(yaml.safe_dump(content))
    with pytest.raises(ConfigurationError, match=reason):
        fitted_cell(path)
