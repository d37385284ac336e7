# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the battery."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
import pytest

from snn_agent.datasets.battery import find_discharge_curves
from snn_agent.datasets.battery import load_discharge_curves
from snn_agent.energy import Battery
from snn_agent.energy.cell import fitted_cell
from snn_agent.errors import ConfigurationError

needs_curves = pytest.mark.skipif(find_discharge_curves() is None,
                                  reason='needs the discharge curves')


def battery(**parameters) -> Battery:
    """Return a battery of fitted cells, which needs no data."""
    return Battery(fitted_cell(), **parameters)


def test_at_rest() -> None:
    fresh = battery()
    assert (fresh.soc, fresh.current_a, fresh.source) == (1.0, 0.0, 'fitted')
    assert fresh.voltage_v == pytest.approx(4.19, abs=0.02)
    assert fresh.charge_ah == fresh.capacity_ah == pytest.approx(1.82332)
    assert not fresh.is_empty
    fresh.draw(0.0, 1e6)
    assert fresh.soc == 1.0


def test_current_times_voltage_is_the_power_drawn() -> None:
    loaded = battery(initial_soc=0.6)
    loaded.draw(5.0, 0.0)
    assert loaded.current_a < 0
    assert -loaded.current_a * loaded.voltage_v == pytest.approx(5.0)
    assert loaded.soc == 0.6
    loaded.draw(-5.0, 0.0)
    assert loaded.current_a > 0
    assert loaded.current_a * loaded.voltage_v == pytest.approx(5.0)


def test_voltage_falls_with_load_and_with_charge() -> None:
    voltages = []
    for power in (0.0, 2.0, 5.0, 8.0):
        loaded = battery(initial_soc=0.5)
        loaded.draw(power, 0.0)
        voltages.append(loaded.voltage_v)
    assert voltages == sorted(voltages, reverse=True)
    assert voltages[0] - voltages[-1] > 0.1
    assert battery(initial_soc=0.2).voltage_v < battery(initial_soc=0.9).voltage_v


@needs_curves
def test_the_reference_current_gives_the_measured_curve() -> None:
    curves = load_discharge_curves('B0005')
    curve = curves[0]
    drained = Battery.from_curves([curve])
    assert drained.source == 'nasa_b0005'
    last_ah = 0.0
    before_the_knee = curve.voltage_v > 3.2  # below, 10 mV are less than a sample
    for charge_ah, voltage_v in zip(curve.charge_ah[before_the_knee][1:],
                                    curve.voltage_v[before_the_knee][1:]):
        drained.draw(-curve.current_a * voltage_v, (charge_ah - last_ah) / 2.0126 * 3600)
        last_ah = charge_ah
        assert drained.voltage_v == pytest.approx(voltage_v, abs=0.01)


@needs_curves
def test_default_is_measured_where_the_curves_are() -> None:
    assert Battery.default().source == 'nasa_b0005'
    assert Battery.default().capacity_ah == pytest.approx(1.82, abs=0.01)


def test_default_is_fitted_elsewhere(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv('SNN_AGENT_DATA', str(tmp_path))
    assert Battery.default().source == 'fitted'


def discharge_wh(drained: Battery, power_w: float, dt_s: float) -> float:
    """Discharge until empty and return the energy that came out, in Wh."""
    steps = 0
    while not drained.is_empty:
        drained.draw(power_w, dt_s)
        steps += 1
        assert steps < 1e6
    return steps * dt_s * power_w / 3600


def test_energy_of_a_whole_discharge() -> None:
    # NASA B0005 fresh: 1.85 Ah at a mean of 3.5 to 3.6 V under 2 A
    assert discharge_wh(battery(), 7.0, 1.0) == pytest.approx(6.5, rel=0.05)


def test_a_gentle_discharge_gives_more_energy() -> None:
    assert discharge_wh(battery(), 1.0, 5.0) > 1.03 * discharge_wh(battery(), 10.0, 1.0)


@pytest.mark.parametrize('dt_s', [0.5, 10.0, 100.0, 2000.0])
def test_the_time_step_hardly_matters(dt_s) -> None:
    fine, coarse = battery(), battery()
    for _ in range(2000):
        fine.draw(4.0, 1.0)
    for _ in range(int(2000 / dt_s)):
        coarse.draw(4.0, dt_s)
    assert coarse.soc == pytest.approx(fine.soc, abs=1e-3)
    assert coarse.voltage_v == pytest.approx(fine.voltage_v, abs=2e-3)


def test_one_long_step_empties_it_and_stops() -> None:
    drained = battery()
    drained.draw(4.0, 1e9)
    assert (drained.soc, drained.charge_ah, drained.is_empty) == (0.0, 0.0, True)


def test_charging_stops_at_full() -> None:
    charged = battery(initial_soc=0.1)
    charged.draw(-5.0, 600.0)
    assert 0.1 < charged.soc < 0.6
    charged.draw(-5.0, 1e9)
    assert charged.soc == 1.0


def test_a_pack_is_cells_in_series_and_parallel() -> None:
    cell, pack = battery(), battery(capacity_ah=4 * 1.82332, series_cells=3)
    cell.draw(2.0, 1000.0)
    pack.draw(2.0 * 12, 1000.0)
    assert pack.soc == pytest.approx(cell.soc, abs=1e-9)
    assert pack.voltage_v == pytest.approx(3 * cell.voltage_v)
    assert pack.current_a == pytest.approx(4 * cell.current_a)


def test_a_power_beyond_the_battery_leaves_it_empty() -> None:
    overloaded = battery()
    overloaded.draw(1000.0, 1.0)
    assert overloaded.is_empty
    assert overloaded.voltage_v == pytest.approx(battery().voltage_v / 2, rel=0.01)
    assert overloaded.soc > 0.9
    overloaded.draw(1.0, 0.0)
    assert not overloaded.is_empty  # the load went away


@pytest.mark.parametrize('parameters', [
    {'capacity_ah': 0.0}, {'capacity_ah': math.nan}, {'capacity_ah': math.inf},
    {'series_cells': 0}, {'series_cells': 1.5}, {'initial_soc': 1.1}, {'initial_soc': math.nan}])
def test_refuses_parameters(parameters) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(parameters))):
        battery(**parameters)


@pytest.mark.parametrize(('power_w', 'dt_s'), [
    (math.nan, 1.0), (math.inf, 1.0), (1.0, -1.0), (1.0, math.nan), (1.0, math.inf)])
def test_refuses_draws(power_w, dt_s) -> None:
    with pytest.raises(ConfigurationError):
        battery().draw(power_w, dt_s)


@given(st.lists(st.tuples(st.floats(-20, 20), st.floats(0, 2000)), max_size=20),
       st.floats(0, 1))
def test_always_within_its_limits(draws, initial_soc) -> None:
    any_battery = battery(initial_soc=initial_soc)
    for power_w, dt_s in draws:
        before = any_battery.soc
        any_battery.draw(power_w, dt_s)
        assert 0 <= any_battery.soc <= 1
        assert math.isfinite(any_battery.voltage_v) and any_battery.voltage_v > 0
        assert (any_battery.soc <= before) if power_w >= 0 else (any_battery.soc >= before)
