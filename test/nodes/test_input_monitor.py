# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What came in, what was refused, and what diagnostics say about it."""

from __future__ import annotations

import pytest

from snn_agent.nodes.health import Level
from snn_agent.nodes.input_monitor import InputMonitor


@pytest.fixture
def monitor():
    monitor = InputMonitor('images', timeout_s=2.0)
    monitor.start(100.0)
    return monitor


def test_an_input_that_flows_is_healthy_and_its_rate_is_known(monitor):
    for k in range(30):
        monitor.accept(100.0 + k / 30)
    health = monitor.health(101.0)
    assert health.level == Level.OK
    assert health.values['Rate (Hz)'] == 30.0
    assert (health.values['Accepted'], health.values['Refused']) == (30, 0)


def test_silence_is_tolerated_for_the_timeout_and_then_reported(monitor):
    assert monitor.health(101.9).level == Level.OK
    health = monitor.health(102.1)
    assert health.level == Level.WARN
    assert '2 s' in health.message


def test_an_input_that_never_started_is_reported():
    assert InputMonitor('images', 2.0).health(5.0).level == Level.WARN


def test_a_refusal_is_counted_and_reported_with_its_reason_for_a_while(monitor):
    monitor.refuse("encoding: got '16UC1'", 100.5)
    monitor.accept(101.0)
    health = monitor.health(101.5)
    assert health.level == Level.WARN
    assert '16UC1' in health.message
    monitor.accept(102.4)
    health = monitor.health(102.6)
    assert health.level == Level.OK
    assert (health.values['Refused'], health.values['Accepted']) == (1, 2)


def test_a_clock_that_jumps_back_does_no_harm(monitor):
    monitor.accept(100.5)
    monitor.health(101.0)
    assert monitor.health(3.0).values['Rate (Hz)'] != monitor.health(3.0)
