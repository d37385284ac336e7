# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The choice of the timesteps: score, limits, Pareto set."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from math import nan
import re

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
import pytest

from snn_agent.energy import load_profile
from snn_agent.errors import ConfigurationError
from snn_agent.timestep.tradeoff import Candidate
from snn_agent.timestep.tradeoff import choose
from snn_agent.timestep.tradeoff import Limits
from snn_agent.timestep.tradeoff import pareto
from snn_agent.timestep.tradeoff import score
from snn_agent.timestep.tradeoff import WEIGHTS

FULL = Candidate(350, 0.93, 350.0, 4e-3, 0.5)
SMALL = Candidate(10, 0.91, 10.0, 2e-4, 0.02)
MIDDLE = Candidate(50, 0.925, 50.0, 6e-4, 0.08)
POOR = Candidate(100, 0.90, 100.0, 1e-3, 0.16)
ALL = [SMALL, MIDDLE, POOR, FULL]

candidate = st.builds(
    Candidate, st.integers(1, 350), st.floats(0, 1), st.floats(1, 400), st.floats(1e-6, 1e-2),
    st.floats(1e-4, 1))


def test_score_is_the_stated_one():
    assert score(MIDDLE, FULL, 0.3, 0.5) == pytest.approx(0.925 - 0.3 * 50 / 350 - 0.5 * 0.15)
    assert score(FULL, FULL, 0.0, 0.0) == 0.93


def test_without_weights_the_most_accurate_is_chosen():
    assert choose(ALL, FULL, Limits(), 0.0, 0.0) == FULL


@given(st.lists(candidate, min_size=1, max_size=12), candidate, st.sampled_from(WEIGHTS))
def test_timesteps_fall_as_their_weight_grows(found, full, eps):
    chosen = [choose(found, full, Limits(), tau, eps).computed for tau in WEIGHTS]
    assert chosen == sorted(chosen, reverse=True)


@given(st.lists(candidate, min_size=1, max_size=12))
def test_pareto_set_has_exactly_what_nothing_beats(found):
    kept = pareto(found)
    assert kept

    def beaten(one):
        return any(
            other.accuracy >= one.accuracy and other.computed <= one.computed
            and other.energy_j <= one.energy_j and (
                other.accuracy, other.computed, other.energy_j) != (
                one.accuracy, one.computed, one.energy_j) for other in found)
    assert kept == [one for one in found if not beaten(one)]


@pytest.mark.parametrize('limits, expected', [
    (Limits(loss=0.01), {50, 350}), (Limits(latency_s=0.1), {10, 50}),
    (Limits(energy_j=6e-4), {10, 50}), (Limits(loss=0.01, energy_j=1e-3), {50})])
def test_only_what_keeps_the_limits_is_chosen(limits, expected):
    assert {one.timesteps for one in ALL if not limits.unmet(one, FULL)} == expected
    for tau in WEIGHTS:
        assert choose(ALL, FULL, limits, tau, 0.0).timesteps in expected


def test_contradiction_says_what_each_limit_would_have_to_be():
    limits = Limits(loss=0.001, latency_s=0.1, energy_j=1e-3)
    with pytest.raises(ConfigurationError) as error:
        choose(ALL, FULL, limits, 0.1, 0.1)
    text = str(error.value)
    assert '--max-loss 0.1, --max-latency-ms 100, --max-energy-uj 1000' in text
    assert '--max-loss 0.5 (then 50 timesteps do)' in text
    assert 'such as' in text


@settings(max_examples=50)
@given(
    st.lists(candidate, min_size=1, max_size=12), candidate, st.floats(0, 0.1), st.floats(1e-4, 1),
    st.floats(1e-6, 1e-2))
def test_advice_can_be_followed(found, full, loss, latency_s, energy_j):
    limits = Limits(loss, latency_s, energy_j)
    try:
        choose(found, full, limits, 0.1, 0.1)
    except ConfigurationError as error:
        fields = {'loss': 'loss', 'latency-ms': 'latency_s', 'energy-uj': 'energy_j'}
        units = {'loss': 0.01, 'latency-ms': 1e-3, 'energy-uj': 1e-6}
        advice = re.findall(r'--max-([a-z-]+) (\S+) \(then (\d+)', str(error))
        for name, value, count in advice:
            # a millionth for the change of units
            wider = replace(limits, **{fields[name]: float(value) * units[name] * 1.000001})
            assert any(
                one.timesteps == int(count) for one in found if not wider.unmet(one, full))


def test_contradiction_of_several_limits_says_so():
    limits = Limits(loss=0.0, latency_s=1e-3, energy_j=1e-9)
    with pytest.raises(ConfigurationError, match='none alone is enough'):
        choose(ALL, FULL, limits, 0.1, 0.1)


def test_unknown_latency_breaks_a_limit_and_nothing_else():
    timeless = replace(SMALL, latency_s=nan)
    assert Limits(latency_s=1.0).unmet(timeless, FULL) == ('latency',)
    assert Limits(latency_s=inf).unmet(timeless, FULL) == ()


def test_latency_limit_needs_a_device_with_a_clock():
    Limits(latency_s=1.0).require_clock(load_profile('stm32l452'))
    Limits().require_clock(load_profile('horowitz_45nm'))
    with pytest.raises(ConfigurationError, match='with a clock'):
        Limits(latency_s=1.0).require_clock(load_profile('horowitz_45nm'))
