# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test modelled energy and latency."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
import pytest

from snn_agent.energy import DeviceProfile
from snn_agent.energy import load_profile
from snn_agent.energy import modelled_energy
from snn_agent.energy import modelled_latency_s
from snn_agent.engine.counts import COUNT_NAMES
from snn_agent.engine.counts import OpCounts

PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59)
PROFILE = DeviceProfile(
    'test', 'test',
    {name: prime * 1e-12 for name, prime in zip(COUNT_NAMES, PRIMES)},
    {name: float(prime) for name, prime in zip(COUNT_NAMES, PRIMES)},
    clock_hz=1e6)


def counts_strategy() -> st.SearchStrategy[OpCounts]:
    """Return counts of real sizes, whole or fractional."""
    number = st.floats(0, 1e9, allow_nan=False)
    return st.builds(OpCounts, **dict.fromkeys(COUNT_NAMES, number))


@pytest.mark.parametrize(('name', 'prime'), list(zip(COUNT_NAMES, PRIMES)))
def test_each_kind_counts_once(name, prime) -> None:
    counts = OpCounts(**{name: 1000})
    estimate = modelled_energy(counts, PROFILE)
    assert estimate.total_j == pytest.approx(prime * 1e-9, rel=1e-12)
    assert estimate.by_kind[name] == estimate.total_j
    assert sum(value > 0 for value in estimate.by_kind.values()) == 1
    assert modelled_latency_s(counts, PROFILE) == pytest.approx(prime * 1e-3, rel=1e-12)


def test_nothing_costs_nothing() -> None:
    assert modelled_energy(OpCounts(), PROFILE).total_j == 0.0
    assert modelled_latency_s(OpCounts(), PROFILE) == 0.0


@given(counts_strategy(), counts_strategy())
def test_energy_adds_up(first, second) -> None:
    both = modelled_energy(first + second, PROFILE)
    apart = modelled_energy(first, PROFILE).total_j + modelled_energy(second, PROFILE).total_j
    assert both.total_j == pytest.approx(apart, rel=1e-9)
    assert both.total_j == pytest.approx(sum(both.by_kind.values()), rel=1e-12)


@given(counts_strategy())
def test_memory_and_neurons_are_part_of_it(counts) -> None:
    profile = load_profile('horowitz_45nm')
    additions = counts.synaptic_operations * 0.9e-12
    parts = (additions + counts.weight_reads * profile.energy_j['weight_reads']
             + counts.state_reads * profile.energy_j['state_reads']
             + counts.state_writes * profile.energy_j['state_writes']
             + counts.neuron_updates * profile.energy_j['neuron_updates'])
    assert modelled_energy(counts, profile).total_j >= parts * (1 - 1e-12)


def test_latency_is_missing_without_a_clock() -> None:
    assert math.isnan(modelled_latency_s(OpCounts(timesteps=1), load_profile('horowitz_45nm')))


def test_an_inference_of_400_neurons_on_a_microcontroller() -> None:
    # 90 timesteps, 6.5 input spikes each: an independent estimate by hand is 1 to 2 M cycles
    # for synapses and neurons, 0.25 to 0.5 mJ at 252 pJ per cycle
    synaptic, updates = 235_000, 36_000
    counts = OpCounts(
        timesteps=90, input_spikes=587, synaptic_operations=synaptic, neuron_updates=updates,
        threshold_comparisons=updates, weight_reads=synaptic,
        state_reads=synaptic + 2 * updates, state_writes=synaptic + updates)
    profile = load_profile('stm32l452')
    assert 0.25e-3 <= modelled_energy(counts, profile).total_j <= 0.6e-3
    assert 1e6 / 80e6 <= modelled_latency_s(counts, profile) <= 2.2e6 / 80e6
