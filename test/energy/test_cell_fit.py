# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the fit of the cell's voltage."""

from __future__ import annotations

from dataclasses import replace

import pytest

from snn_agent.datasets.battery import find_discharge_curves
from snn_agent.energy.cell import FITTED_CELL
from snn_agent.energy.cell import fitted_cell
from snn_agent.energy.cell import measured_cell
from snn_agent.energy.cell_fit import fit_cell
from snn_agent.energy.cell_fit import main
from snn_agent.energy.constant import read_yaml


def file_values() -> dict[str, float]:
    """Return the constants that the package has."""
    constants = read_yaml(FITTED_CELL)['constants']
    return {name: entry['value'] for name, entry in constants.items()}


def test_a_cell_of_that_form_is_found_again() -> None:
    fit = fit_cell(fitted_cell())
    assert fit.constants == pytest.approx(file_values(), abs=2e-5)
    assert fit.maximum_v < 1e-9


def test_deviations_are_in_volts() -> None:
    cell = fitted_cell()
    bumped = cell.reference_v.copy()
    bumped[100] += 0.1
    fit = fit_cell(replace(cell, reference_v=bumped))
    assert 0.08 < fit.maximum_v <= 0.1
    assert fit.rms_v < 0.01


@pytest.mark.skipif(find_discharge_curves() is None, reason='needs the discharge curves')
def test_the_file_holds_what_the_command_gives(capsys) -> None:
    fit = fit_cell(measured_cell())
    assert fit.constants == pytest.approx(file_values(), abs=2e-5)
    assert f'{fit.rms_v * 1e3:.1f} mV root mean square' in FITTED_CELL.read_text()
    assert f'{fit.maximum_v * 1e3:.1f} mV at most' in FITTED_CELL.read_text()
    assert main() == 0
    assert 'capacity_ah: 1.82332' in capsys.readouterr().out


def test_command_without_the_curves(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv('SNN_AGENT_DATA', str(tmp_path))
    assert main() == 2
    assert 'set SNN_AGENT_DATA' in capsys.readouterr().err
