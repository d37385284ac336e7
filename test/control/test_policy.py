# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the decisions of the policy one by one, and its promises on any input."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
import pytest

from snn_agent.control import BatteryReading
from snn_agent.control import PointCost
from snn_agent.control import Policy
from snn_agent.control import PolicySettings
from snn_agent.errors import ConfigurationError

NAN = math.nan
# accuracies of the shape that spiking networks show: a plateau, then a knee
POINTS = (
    PointCost(350, 0.910, 3.5e-3, 0.035),
    PointCost(200, 0.908, 2.0e-3, 0.020),
    PointCost(100, 0.900, 1.0e-3, 0.010),
    PointCost(50, 0.893, 0.5e-3, 0.005),
    PointCost(25, 0.800, 0.25e-3, 0.0025),
)


def known(soc: float, is_charging: bool = False) -> BatteryReading:
    """Return a reading with a state of charge."""
    return BatteryReading(soc, True, is_charging, 11.0, -2.0, soc * 50, 'percentage', 'ratio')


def unknown() -> BatteryReading:
    """Return a reading of a stale battery."""
    return BatteryReading(NAN, False, False, NAN, NAN, NAN, 'none', 'stale')


def policy(**settings) -> Policy:
    """Return a policy over POINTS."""
    return Policy(POINTS, PolicySettings(**settings))


# choosing

def test_a_full_battery_buys_accuracy() -> None:
    decision = policy().decide(0.0, known(1.0))
    assert (decision.timesteps, decision.energy_weight) == (350, 0.0)
    assert decision.changed and decision.is_feasible


def test_an_empty_battery_buys_time_within_the_accuracy() -> None:
    decision = policy().decide(0.0, known(0.0))
    assert decision.timesteps == 50
    assert decision.energy_weight == pytest.approx(0.1)
    assert set(decision.scores) == {350, 200, 100, 50}  # 25 timesteps lose too much


def test_the_score_is_that_of_the_formula() -> None:
    decision = policy(latency_weight=0.02).decide(0.0, known(0.55))
    weight = 0.1 * 0.5  # half way between reserve and full
    assert decision.energy_weight == pytest.approx(weight)
    assert decision.scores[100] == pytest.approx(0.900 - (0.02 + weight) * 100 / 350)


def test_the_latency_weight_is_on_timesteps_not_on_energy() -> None:
    points = [PointCost(100, 0.9, 1.0), PointCost(50, 0.9, 0.9)]
    scores = Policy(points, PolicySettings(latency_weight=0.1)).decide(0.0, known(1.0)).scores
    assert scores[100] - scores[50] == pytest.approx(-0.1 * 0.5)


def test_without_weights_the_best_accuracy_wins_at_any_charge() -> None:
    for soc in (0.0, 0.3, 1.0):
        assert policy(energy_weight=0.0).decide(0.0, known(soc)).timesteps == 350


@pytest.mark.parametrize(('name', 'soc'), [('latency_weight', 1.0), ('energy_weight', 0.3)])
def test_larger_weights_never_choose_more_timesteps(name, soc) -> None:
    chosen = [policy(**{name: k / 200}).decide(0.0, known(soc)).timesteps for k in range(60)]
    assert chosen == sorted(chosen, reverse=True)
    assert chosen[-1] < chosen[0]


def test_of_equal_scores_fewer_timesteps_win() -> None:
    points = [PointCost(100, 0.9, 1.0), PointCost(50, 0.9, 0.5)]
    assert Policy(points).decide(0.0, known(1.0)).timesteps == 50


def test_the_reason_has_the_state_of_charge() -> None:
    assert 'state of charge 0.42 (percentage)' in policy().decide(0.0, known(0.42)).reason


# hard limits

def test_the_energy_budget_is_a_limit() -> None:
    decision = policy().decide(0.0, known(1.0), allowed_energy_j=1.5e-3)
    assert (decision.timesteps, decision.is_feasible) == (100, True)


def test_charging_lifts_the_energy_budget() -> None:
    decision = policy().decide(0.0, known(1.0, is_charging=True), allowed_energy_j=1e-3)
    assert decision.timesteps == 350


def test_charging_goes_up_again() -> None:
    made = policy()
    assert made.decide(0.0, known(0.1), allowed_energy_j=0.6e-3).timesteps == 50
    assert made.decide(100.0, known(0.98, True), allowed_energy_j=0.6e-3).timesteps == 350


def test_a_latency_target_before_anything_was_measured() -> None:
    assert policy(latency_target_s=0.012).decide(0.0, known(1.0)).timesteps == 100


def test_the_measured_latency_scales_every_point() -> None:
    made = policy(latency_target_s=0.050)
    assert made.decide(0.0, known(1.0)).timesteps == 350
    decision = made.decide(10.0, known(1.0), latency_p95_s=0.070)  # twice what was expected
    assert (decision.timesteps, decision.is_feasible) == (200, True)
    assert 'breaks a hard limit' in decision.reason


def test_timesteps_scale_where_points_have_no_latency() -> None:
    points = [PointCost(point.timesteps, point.accuracy, point.energy_j) for point in POINTS]
    made = Policy(points, PolicySettings(latency_target_s=0.050))
    assert made.decide(0.0, known(1.0)).timesteps == 350  # nothing is known yet
    assert made.decide(10.0, known(1.0), latency_p95_s=0.070).timesteps == 200


def test_a_latency_of_the_point_before_is_not_believed() -> None:
    made = policy(latency_target_s=0.050, settle_s=5.0)
    made.decide(0.0, known(1.0))
    assert made.decide(10.0, known(1.0), latency_p95_s=0.070).timesteps == 200
    # the window still holds the latencies of 350 timesteps
    assert made.decide(11.0, known(1.0), latency_p95_s=0.070).timesteps == 200
    assert made.decide(16.0, known(1.0), latency_p95_s=0.070).timesteps == 100


def test_infeasible_demands_are_said() -> None:
    decision = policy().decide(0.0, known(1.0), allowed_energy_j=1e-6)
    assert (decision.timesteps, decision.is_feasible, decision.scores) == (50, False, {})
    assert '1e-06 J' in decision.reason
    late = policy(latency_target_s=0.001).decide(0.0, known(1.0))
    assert (late.timesteps, late.is_feasible) == (50, False)
    assert 'latency target 0.001 s' in late.reason


# unknown battery

def test_unknown_battery_takes_the_cheapest_accurate_point() -> None:
    made = policy()
    made.decide(0.0, known(1.0))
    decision = made.decide(1.0, unknown())  # at once
    assert (decision.timesteps, decision.is_feasible) == (50, True)
    assert made.safe_timesteps == 50
    assert 'battery unknown (stale): safe point 50' in decision.reason
    assert math.isnan(decision.energy_weight)


def test_a_stated_safe_point() -> None:
    decision = policy(safe_timesteps=25).decide(0.0, unknown())
    assert (decision.timesteps, decision.is_feasible) == (25, False)
    assert 'outside the accuracy' in decision.reason


def test_a_safe_point_that_needs_more_energy_waits() -> None:
    made = policy(safe_timesteps=350, dwell_s=10.0)
    made.decide(0.0, known(0.0))
    decision = made.decide(5.0, unknown())
    assert decision.timesteps == 50
    assert '50 timesteps stays for 10 s' in decision.reason
    assert made.decide(10.0, unknown()).timesteps == 350


def test_a_battery_that_comes_and_goes_changes_once_per_dwell() -> None:
    made = policy(dwell_s=10.0)
    changes = [made.decide(float(k), known(1.0) if k % 2 else unknown()).changed
               for k in range(100)]
    assert sum(changes) <= 2 * 100 / 10 + 1


# hysteresis and dwell

def test_a_small_gain_is_left_alone() -> None:
    made = policy(score_margin=0.05)
    made.decide(0.0, known(1.0))
    decision = made.decide(1e3, known(0.4))
    assert (decision.timesteps, decision.changed) == (350, False)
    assert 'no more than 0.05' in decision.reason


def test_dwell_time() -> None:
    made = policy(dwell_s=10.0)
    made.decide(0.0, known(1.0))
    assert made.decide(9.9, known(0.2)).timesteps == 350
    decision = made.decide(10.0, known(0.2))
    assert (decision.timesteps, decision.changed) == (50, True)
    assert not made.decide(10.1, known(0.2)).changed


def test_a_broken_limit_does_not_wait() -> None:
    made = policy(dwell_s=1000.0)
    made.decide(0.0, known(1.0))
    assert made.decide(0.1, known(1.0), allowed_energy_j=1.1e-3).timesteps == 100


def test_going_up_needs_headroom() -> None:
    made = policy(headroom=0.1, dwell_s=10.0)
    assert made.decide(0.0, known(1.0), allowed_energy_j=1.5e-3).timesteps == 100
    assert made.decide(20.0, known(1.0), allowed_energy_j=2.1e-3).timesteps == 100
    assert made.decide(30.0, known(1.0), allowed_energy_j=2.3e-3).timesteps == 200


def test_time_that_runs_backwards_ends_the_dwell_time() -> None:
    made = policy(dwell_s=10.0)
    made.decide(1e6, known(1.0))
    assert made.decide(5.0, known(0.0)).timesteps == 50


# construction

def test_refuses_points_it_cannot_tell_apart() -> None:
    with pytest.raises(ConfigurationError, match='other timesteps'):
        Policy([])
    with pytest.raises(ConfigurationError, match='other timesteps'):
        Policy([PointCost(50, 0.9, 1.0), PointCost(50, 0.8, 1.0)])


def test_refuses_a_safe_point_it_does_not_have() -> None:
    with pytest.raises(ConfigurationError, match='got 60.*25, 50, 100, 200, 350'):
        policy(safe_timesteps=60)


def test_one_point_and_no_energy_at_all() -> None:
    made = Policy([PointCost(10, 0.5, 0.0)])
    assert made.decide(0.0, known(0.0)).timesteps == 10


# promises on any input

READINGS = st.one_of(
    st.builds(known, st.floats(0, 1), st.booleans()), st.builds(unknown))
LATENCY = st.one_of(st.just(NAN), st.floats(1e-4, 0.2))
ENERGY = st.one_of(st.just(NAN), st.floats(0, 5e-3))
STEPS = st.lists(st.tuples(st.floats(0, 8), READINGS, LATENCY, ENERGY), min_size=1, max_size=40)
TARGET = st.sampled_from([math.inf, 0.03, 0.004])


@given(STEPS, TARGET)
def test_promises(steps, target_s) -> None:
    made = policy(latency_target_s=target_s, dwell_s=10.0)
    energy = {point.timesteps: point.energy_j for point in POINTS}
    now_s, changed_s, present = 0.0, -math.inf, None
    for step_s, reading, latency_s, allowed_j in steps:
        now_s += step_s
        decision = made.decide(now_s, reading, latency_s, allowed_j)
        assert decision.timesteps in energy
        assert decision.timesteps != 25  # never below the accuracy asked for
        assert decision.reason
        assert decision.changed == (decision.timesteps != present)
        if decision.is_feasible and reading.is_known:
            assert decision.scores
        if decision.changed and present is not None:
            costs_more = energy[decision.timesteps] > energy[present]
            assert not (costs_more and now_s - changed_s < 10.0)
        if decision.changed:
            present, changed_s = decision.timesteps, now_s


@given(STEPS)
def test_the_same_inputs_give_the_same_decisions(steps) -> None:
    first, second = policy(), policy()
    for now_s, (_, reading, latency_s, allowed_j) in enumerate(steps):
        one = first.decide(now_s, reading, latency_s, allowed_j)
        two = second.decide(now_s, reading, latency_s, allowed_j)
        assert (one.timesteps, one.reason) == (two.timesteps, two.reason)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_fresh_policy_never_spends_more_on_less_charge(first, second) -> None:
    low, high = sorted((first, second))
    assert (policy().decide(0.0, known(low)).timesteps
            <= policy().decide(0.0, known(high)).timesteps)


@given(st.floats(0, 1), st.floats(0.5e-3, 5e-3))
def test_a_fresh_policy_keeps_to_the_budget(soc, allowed_j) -> None:
    decision = policy().decide(0.0, known(soc), allowed_energy_j=allowed_j)
    energy = {point.timesteps: point.energy_j for point in POINTS}
    assert decision.is_feasible
    assert energy[decision.timesteps] <= allowed_j
