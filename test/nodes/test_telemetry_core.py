# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The quantities that telemetry publishes, computed from records by hand."""

from __future__ import annotations

import math

import pytest

from snn_agent.control import BatteryReader
from snn_agent.energy import load_profile
from snn_agent.energy import modelled_energy
from snn_agent.engine import OpCounts
from snn_agent.nodes.records import ResultRecord
from snn_agent.nodes.settings import TelemetrySettings
from snn_agent.nodes.telemetry_core import QUANTITIES
from snn_agent.nodes.telemetry_core import TelemetryCore

PROFILE = load_profile('stm32l452')
COUNTS = OpCounts(timesteps=350, synaptic_operations=1000, neuron_updates=500, output_spikes=5)
UNKNOWN = BatteryReader().reading(0.0)


def record(point=350, label='3', latency_s=1e-3, counts=COUNTS):
    return ResultRecord(label, 0.9, point, point, 1, latency_s, 2e-4, 0, False, counts)


@pytest.fixture
def core():
    return TelemetryCore(TelemetrySettings(window_s=10.0), PROFILE, now_s=0.0)


def fill(core, results=20, start_s=0.0, step_s=0.1, **fields):
    for k in range(results):
        core.add_result(record(**fields), 1000 + int(1e6 * start_s) + k, start_s + k * step_s)


def test_without_a_result_everything_is_unknown(core):
    row = core.row(1.0, UNKNOWN, math.nan)
    assert set(row) == set(QUANTITIES)
    zero = {'deadline_misses', 'power_modelled', 'sample_rate'}
    assert all(row[name] == 0 for name in zero)
    assert all(math.isnan(row[name]) for name in set(row) - zero)


def test_rate_energy_and_power_fit_together(core):
    fill(core)
    row = core.row(2.0, UNKNOWN, math.nan)
    energy = modelled_energy(COUNTS, PROFILE).total_j
    assert row['sample_rate'] == pytest.approx(10.0)
    assert row['energy_modelled'] == pytest.approx(energy)
    assert row['power_modelled'] == pytest.approx(10 * energy)
    assert row['synaptic_operations'] == 1000
    assert row['sparsity'] == pytest.approx(1 - 5 / 500)
    assert row['timesteps'] == 350


def test_the_window_forgets(core):
    fill(core)
    row = core.row(30.0, UNKNOWN, math.nan)
    assert row['sample_rate'] == 0
    assert math.isnan(row['energy_modelled'])
    assert row['timesteps'] == 350


def test_accuracy_counts_only_what_was_hinted(core):
    fill(core, results=4)
    for stamp, label in ((1000, '3'), (1001, '3'), (1002, '4'), (9999, '3')):
        core.add_hint(label, stamp, 0.5)
    row = core.row(1.0, UNKNOWN, math.nan)
    assert row['accuracy'] == row['accuracy_total'] == pytest.approx(2 / 3)
    later = core.row(40.0, UNKNOWN, math.nan)
    assert math.isnan(later['accuracy'])
    assert later['accuracy_total'] == pytest.approx(2 / 3)


def test_latency_is_that_of_the_present_operating_point(core):
    fill(core, latency_s=8e-3)
    assert core.row(2.0, UNKNOWN, math.nan)['latency_p50'] == 8e-3
    fill(core, start_s=2.0, point=50, latency_s=1e-3)
    row = core.row(4.0, UNKNOWN, math.nan)
    assert row['latency_p99'] == 1e-3
    assert row['timesteps'] == 50


def test_slow_results_are_counted_as_misses(core):
    fill(core, results=3, latency_s=0.021)
    fill(core, results=2, start_s=1.0, latency_s=0.019)
    assert core.row(2.0, UNKNOWN, math.nan)['deadline_misses'] == 3


def test_measured_energy_is_the_meters_and_never_the_models(core):
    core.row(0.0, UNKNOWN, 100.0)
    fill(core)
    assert core.row(2.0, UNKNOWN, 110.0)['energy_measured'] == pytest.approx(10.0 / 20)
    assert math.isnan(core.row(3.0, UNKNOWN, math.nan)['energy_measured'])


def test_the_summary_has_a_row_for_each_operating_point(core):
    fill(core, results=10)
    fill(core, results=5, start_s=2.0, point=50, latency_s=3e-3, counts=COUNTS.scaled(0.5))
    core.add_hint('3', 1000, 3.0)
    core.add_hint('4', 1000 + 2_000_000, 3.0)
    summary = core.summary(60.0, math.nan)
    low, high = summary['points']
    assert (low['timesteps'], high['timesteps']) == (50, 350)
    assert (low['samples'], low['labelled'], low['accuracy']) == (5, 1, 0.0)
    assert (high['samples'], high['labelled'], high['accuracy']) == (10, 1, 1.0)
    assert low['latency_p99_s'] == 3e-3
    assert low['counts']['synaptic_operations'] == 500
    energy = modelled_energy(COUNTS, PROFILE).total_j
    assert high['energy_modelled_j'] == pytest.approx(energy)
    assert summary['energy_modelled_total_j'] == pytest.approx(12.5 * energy)
    assert (summary['samples'], summary['labelled'], summary['accuracy']) == (15, 2, 0.5)
    assert math.isnan(summary['energy_measured_total_j'])
    assert summary['duration_s'] == 60.0
