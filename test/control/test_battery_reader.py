# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the battery reader on what real publishers send."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
import pytest

from snn_agent.control import BatteryReader
from snn_agent.control import BatterySample
from snn_agent.control import BatterySettings

NAN = math.nan
CURVE = ((9.0, 0.0), (11.0, 0.5), (12.6, 1.0))


def sample(**changes) -> BatterySample:
    """Return a clean message of a discharging battery with some fields changed."""
    fields = {
        'voltage_v': 11.0, 'current_a': -2.0, 'charge_ah': 2.5, 'capacity_ah': 5.0,
        'design_capacity_ah': 6.0, 'percentage': 0.5, 'status': 2, 'present': True,
        'stamp_s': 100.0}
    return BatterySample(**{**fields, **changes})


def read(*samples: BatterySample, now_s: float = 100.0, **settings):
    """Feed messages to a new reader and return its reading."""
    reader = BatteryReader(BatterySettings(**settings))
    for one in samples:
        reader.update(one)
    return reader.reading(now_s)


def bare(**changes) -> BatterySample:
    """Return a message with nothing but what is given."""
    empty = {'voltage_v': NAN, 'current_a': NAN, 'charge_ah': NAN, 'capacity_ah': NAN,
             'design_capacity_ah': NAN, 'percentage': NAN, 'status': 0}
    return sample(**{**empty, **changes})


def test_a_clean_message() -> None:
    reading = read(sample())
    assert (reading.soc, reading.is_known, reading.source) == (0.5, True, 'percentage')
    assert not reading.is_charging
    assert (reading.voltage_v, reading.current_a) == (11.0, -2.0)
    assert reading.remaining_wh == pytest.approx(0.5 * 5.0 * 11.0)


def test_no_message_yet() -> None:
    reading = BatteryReader().reading(0.0)
    assert not reading.is_known
    assert math.isnan(reading.soc)
    assert 'no battery message' in reading.reason


@pytest.mark.parametrize(('now_s', 'is_known'), [
    (100.0, True), (130.0, True), (130.1, False), (75.0, True), (69.9, False), (NAN, False)])
def test_stale_and_future_stamps(now_s, is_known) -> None:
    reading = read(sample(), now_s=now_s)
    assert reading.is_known == is_known
    assert math.isnan(reading.soc) != is_known
    assert math.isnan(reading.voltage_v) != is_known


def test_stale_reason_has_age_and_limit() -> None:
    assert '45.0 s old, more than 30 s' in read(sample(), now_s=145.0).reason


def test_a_message_that_tells_nothing_leaves_the_last_charge_standing() -> None:
    good, nothing = bare(percentage=0.7, stamp_s=60.0), bare(stamp_s=100.0)
    assert read(good, bare(stamp_s=89.0), now_s=90.0).soc == 0.7
    reading = read(good, bare(stamp_s=89.0), nothing)
    assert not reading.is_known
    assert 'nothing tells the state of charge' in reading.reason


def test_absent_battery() -> None:
    reading = read(sample(present=False))
    assert not reading.is_known
    assert 'present' in reading.reason


# percent

def test_percent_is_recognised_after_three_messages() -> None:
    percent = bare(percentage=87.0)
    assert not read(percent).is_known
    assert not read(percent, percent).is_known
    reading = read(percent, percent, percent)
    assert reading.soc == pytest.approx(0.87)
    assert 'percent' in reading.reason


def test_percent_stays_percent_below_one() -> None:
    messages = [bare(percentage=value) for value in (3.0, 2.5, 2.0, 1.0, 0.6)]
    assert read(*messages).soc == pytest.approx(0.006)


def test_one_glitch_does_not_make_percent() -> None:
    ratio, glitch = bare(percentage=0.9), bare(percentage=50.0)
    assert read(ratio, glitch, ratio, glitch, glitch, ratio).soc == pytest.approx(0.9)


def test_a_ratio_slightly_above_one_is_full() -> None:
    reading = read(*[bare(percentage=1.02)] * 5)
    assert reading.soc == 1.0
    assert 'ratio' in reading.reason


def test_stated_units_need_no_vote() -> None:
    assert read(bare(percentage=0.9), percentage_unit='percent').soc == pytest.approx(0.009)
    assert not read(*[bare(percentage=90.0)] * 9, percentage_unit='ratio').is_known


@pytest.mark.parametrize('percentage', [-0.01, -1.0, NAN, math.inf, 300.0])
def test_unusable_percentages_fall_back_to_charge(percentage) -> None:
    reading = read(*[sample(percentage=percentage)] * 4)
    assert (reading.soc, reading.source) == (0.5, 'charge')


def test_percentage_never_filled_in_is_not_an_empty_battery() -> None:
    assert read(bare(percentage=0.0, voltage_v=11.0)).source == 'none'
    assert read(bare(percentage=0.0, voltage_v=11.0), voltage_curve=CURVE).soc == 0.5


def test_percentage_that_falls_to_zero_is_an_empty_battery() -> None:
    reading = read(bare(percentage=0.01), bare(percentage=0.0))
    assert (reading.soc, reading.is_known) == (0.0, True)


# charge and voltage

@pytest.mark.parametrize(('capacity', 'design', 'own', 'soc'), [
    (5.0, 10.0, 20.0, 0.5), (0.0, 10.0, 20.0, 0.25), (NAN, 10.0, 20.0, 0.25),
    (NAN, NAN, 20.0, 0.125), (0.0, 0.0, 20.0, 0.125), (-1.0, NAN, NAN, NAN)])
def test_charge_over_the_first_capacity_that_is_filled_in(capacity, design, own, soc) -> None:
    message = bare(charge_ah=2.5, capacity_ah=capacity, design_capacity_ah=design)
    reading = read(message, capacity_ah=own)
    assert reading.soc == pytest.approx(soc, nan_ok=True)
    assert reading.source == ('none' if math.isnan(soc) else 'charge')


def test_charge_never_filled_in() -> None:
    assert not read(bare(charge_ah=0.0, capacity_ah=5.0)).is_known


def test_charge_above_capacity_is_not_believed() -> None:
    assert not read(bare(charge_ah=6.0, capacity_ah=5.0)).is_known
    assert read(bare(charge_ah=5.2, capacity_ah=5.0)).soc == 1.0


@pytest.mark.parametrize(('voltage', 'soc'), [
    (8.0, 0.0), (9.0, 0.0), (10.0, 0.25), (11.0, 0.5), (12.6, 1.0), (14.0, 1.0)])
def test_voltage_curve(voltage, soc) -> None:
    reading = read(bare(voltage_v=voltage), voltage_curve=CURVE)
    assert (reading.soc, reading.source) == (pytest.approx(soc), 'voltage')


@pytest.mark.parametrize('voltage', [0.0, NAN, -3.0, math.inf])
def test_no_voltage(voltage) -> None:
    reading = read(bare(voltage_v=voltage), voltage_curve=CURVE)
    assert not reading.is_known
    assert 'voltage not measured' in reading.reason


def test_voltage_sag_is_filtered() -> None:
    steady = [bare(voltage_v=11.0, stamp_s=float(k)) for k in range(50)]
    sagged = read(*steady, bare(voltage_v=9.5, stamp_s=50.0), now_s=50.0, voltage_curve=CURVE)
    assert 10.8 < sagged.voltage_v < 11.0
    lasting = [bare(voltage_v=9.5, stamp_s=50.0 + k) for k in range(100)]
    late = read(*steady, *lasting, now_s=149.0, voltage_curve=CURVE)
    assert late.voltage_v == pytest.approx(9.5, abs=0.01)


def test_voltage_filter_does_not_depend_on_the_rate() -> None:
    def step(rate: int) -> float:
        messages = [bare(voltage_v=12.0, stamp_s=0.0)]
        messages += [bare(voltage_v=10.0, stamp_s=k / rate) for k in range(1, 20 * rate + 1)]
        return read(*messages, now_s=20.0).voltage_v

    assert step(1) == pytest.approx(step(50), abs=1e-9)
    assert step(1) == pytest.approx(10 + 2 * math.exp(-2.0), abs=1e-9)


def test_time_that_steps_back_starts_the_filter_anew() -> None:
    messages = [bare(voltage_v=12.0, stamp_s=100.0), bare(voltage_v=10.0, stamp_s=1.0)]
    assert read(*messages, now_s=1.0).voltage_v == 10.0


# current and charging

def test_zero_current_while_discharging_is_unmeasured() -> None:
    assert math.isnan(read(sample(current_a=0.0)).current_a)
    assert read(sample(current_a=0.0, status=4)).current_a == 0.0


def test_reversed_current_is_recognised_after_three_messages() -> None:
    reverse = sample(current_a=2.0)
    assert read(reverse, reverse).current_a == 2.0
    assert read(reverse, reverse, reverse).current_a == -2.0
    charging = sample(current_a=-1.0, status=1)
    assert read(reverse, reverse, reverse, charging).current_a == 1.0


def test_contradictions_that_are_not_in_a_row_settle_nothing() -> None:
    reverse, right = sample(current_a=2.0), sample(current_a=-2.0)
    assert read(reverse, reverse, right, reverse, reverse, right).current_a == -2.0


def test_stated_sign_needs_no_vote() -> None:
    assert read(sample(current_a=2.0), current_sign='reversed').current_a == -2.0
    assert read(*[sample(current_a=2.0)] * 9, current_sign='ros').current_a == 2.0


def test_idle_currents_and_other_status_do_not_vote() -> None:
    assert read(*[sample(current_a=0.01)] * 9).current_a == 0.01
    assert read(*[sample(current_a=2.0, status=0)] * 9).current_a == 2.0


@pytest.mark.parametrize(('status', 'current', 'is_charging'), [
    (1, 1.0, True), (1, NAN, True), (1, 0.0, True), (2, -1.0, False), (2, NAN, False),
    (2, 1.0, False), (0, 1.0, True), (0, 0.01, False), (0, NAN, False), (0, -1.0, False),
    (3, 0.0, False), (3, 0.5, True), (4, 0.0, False), (4, NAN, False), (4, 0.2, True)])
def test_charging(status, current, is_charging) -> None:
    assert read(sample(status=status, current_a=current)).is_charging is is_charging


# energy left

def test_energy_left_is_unknown_without_capacity_or_voltage() -> None:
    assert math.isnan(read(bare(percentage=0.5, voltage_v=12.0)).remaining_wh)
    assert math.isnan(read(bare(percentage=0.5, capacity_ah=5.0)).remaining_wh)


def test_nominal_voltage_for_the_energy_left() -> None:
    assert read(sample(), nominal_voltage_v=10.0).remaining_wh == pytest.approx(25.0)


ANY = st.one_of(st.floats(), st.sampled_from([0.0, -0.01, -1.0, 1.0, 100.0]))


@given(st.lists(st.builds(
    BatterySample, ANY, ANY, ANY, ANY, ANY, ANY, st.integers(-1, 9), st.booleans(),
    st.floats(0, 100)), min_size=1, max_size=8), st.floats(0, 200))
def test_any_message_gives_a_reading_in_range(messages, now_s) -> None:
    reading = read(*messages, now_s=now_s, voltage_curve=CURVE)
    assert reading.is_known == (0 <= reading.soc <= 1)
    assert reading.is_known or math.isnan(reading.soc)
    assert reading.is_known == (reading.source != 'none')
    assert reading.reason
    assert not reading.remaining_wh < 0
    assert math.isnan(reading.current_a) or math.isfinite(reading.current_a)
