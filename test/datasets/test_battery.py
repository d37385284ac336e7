# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the measured discharge curves."""

from __future__ import annotations

import numpy as np
import pytest

from snn_agent.datasets.battery import CUTOFF_V
from snn_agent.datasets.battery import find_discharge_curves
from snn_agent.datasets.battery import load_discharge_curves
from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError

FILE = 'nasa_b0005_b0006_b0007_discharge.npz'
needs_curves = pytest.mark.skipif(
    find_discharge_curves() is None,
    reason='the discharge curves are not on this machine (set SNN_AGENT_DATA)')


@needs_curves
@pytest.mark.parametrize('cell', CUTOFF_V)
def test_every_discharge_of_a_cell(cell) -> None:
    curves = load_discharge_curves(cell)
    assert [curve.cycle for curve in curves] == list(range(1, 169))
    for curve in curves:
        assert curve.charge_ah[0] == 0.0
        assert np.all(np.diff(curve.charge_ah) > 0)
        assert curve.voltage_v.shape == curve.charge_ah.shape
        assert curve.voltage_v[-1] <= curve.cutoff_v  # each is complete
        assert curve.current_a == pytest.approx(-2.0, abs=0.03)
        assert curve.rest_voltage_v > curve.voltage_v[0] > 3.8


@needs_curves
def test_capacity_agrees_with_the_published_one() -> None:
    # capacities of B0005 that come with the data: 1.8565 Ah at first, 1.3251 Ah at the end
    curves = load_discharge_curves('B0005')
    assert curves[0].charge_ah[-1] == pytest.approx(1.8565, rel=0.005)
    assert curves[-1].charge_ah[-1] == pytest.approx(1.3251, rel=0.005)


def test_unknown_cell() -> None:
    with pytest.raises(ConfigurationError, match='B0005, B0006, B0007'):
        load_discharge_curves('B0099')


def test_missing_file(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv('SNN_AGENT_DATA', str(tmp_path))
    assert find_discharge_curves() is None
    with pytest.raises(DataError, match='set SNN_AGENT_DATA'):
        load_discharge_curves()


@pytest.mark.parametrize('content', [b'', b'PK\x03\x04', b'no archive'])
def test_damaged_file(tmp_path, monkeypatch, content) -> None:
    monkeypatch.setenv('SNN_AGENT_DATA', str(tmp_path))
    (tmp_path / 'battery').mkdir()
    (tmp_path / 'battery' / FILE).write_bytes(content)
    with pytest.raises(DataError, match=f'{FILE}: has SHA-256 .* damaged'):
        load_discharge_curves()
