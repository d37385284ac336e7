# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Figures of a latency measurement, by hand."""

from __future__ import annotations

import math
import os

import pytest

from snn_agent.errors import ConfigurationError
from snn_agent.nodes.latency_probe_core import LatencyProbeCore
from snn_agent.nodes.latency_probe_core import resident_bytes


def test_round_trips_drops_and_memory():
    core = LatencyProbeCore()
    for k in range(101):
        core.send(k, float(k))
    for k in range(100):
        core.receive(k, k + 1e-3 * k)
    core.receive(0, 500.0)
    core.receive(777, 500.0)
    for resident in (100, 300, 200):
        core.add_memory(resident)
    report = core.report()
    assert (report['sent'], report['received'], report['dropped']) == (101, 100, 1)
    assert report['latency_p50_s'] == pytest.approx(0.0495)
    assert report['latency_p99_s'] == pytest.approx(0.09801)
    assert report['latency_max_s'] == pytest.approx(0.099)
    assert [report[f'agent_memory_{name}_bytes'] for name in ('first', 'last', 'max')] == [
        100, 200, 300]


def test_without_answers_latencies_are_unknown():
    report = LatencyProbeCore().report()
    assert math.isnan(report['latency_p99_s'])
    assert 'agent_memory_max_bytes' not in report


def test_memory_of_a_process():
    assert 10**6 < resident_bytes(os.getpid()) < 10**11
    with pytest.raises(ConfigurationError, match='agent.pid'):
        resident_bytes(2**22 + 1)
