# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Records as text and back, without losing a bit."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
import numpy as np
import pytest

from snn_agent.engine import Measurement
from snn_agent.engine import OpCounts
from snn_agent.engine import OperatingPoint
from snn_agent.engine import Result
from snn_agent.nodes.records import format_value
from snn_agent.nodes.records import PointRecord
from snn_agent.nodes.records import ResultRecord

COUNTS = OpCounts(timesteps=350, synaptic_operations=12345.5, output_spikes=7)
RESULT = Result(np.array([0.1, 0.9], np.float32), '1', 1, 0.9, 350, 2, COUNTS, 1.5e-4)


def test_a_result_survives_the_trip():
    record = ResultRecord.of(
        RESULT, operating_point=250, sample=17, learned=True, latency_s=3.3e-4)
    again = ResultRecord.from_values(record.to_values())
    assert again == record
    assert (again.label, again.operating_point, again.timesteps) == ('1', 250, 350)
    assert (again.engine_latency_s, again.learned, again.counts) == (1.5e-4, True, COUNTS)


@pytest.mark.parametrize('missing', ['label', 'latency_s', 'count.synaptic_operations'])
def test_a_result_with_a_missing_value_is_no_record(missing):
    values = ResultRecord.of(
        RESULT, operating_point=250, sample=0, learned=False, latency_s=1.0).to_values()
    del values[missing]
    with pytest.raises(KeyError, match=missing):
        ResultRecord.from_values(values)


def test_a_measured_point_survives_the_trip():
    measured = Measurement(0.93, 0.9, 0.95, 500, (0, 1), 0.0, 2e-4, COUNTS)
    record = PointRecord.of(OperatingPoint(100, measured=measured))
    assert record == PointRecord(100, 0.93, 500, 2e-4, COUNTS)
    assert PointRecord.from_values(record.to_values()) == record


def test_a_point_that_was_never_measured_stays_unknown():
    record = PointRecord.from_values(PointRecord.of(OperatingPoint(100)).to_values())
    assert record.timesteps == 100
    assert math.isnan(record.accuracy)
    assert record.counts is None


@given(st.floats(allow_nan=False))
def test_a_float_keeps_every_bit(value):
    assert float(format_value(value)) == value


@pytest.mark.parametrize(('value', 'text'), [
    (True, 'true'), (False, 'false'), (3, '3'), (3.0, '3.0'), (math.nan, 'nan'), ('a', 'a'),
    (np.float64(0.5), '0.5')])
def test_text_of_a_value(value, text):
    assert format_value(value) == text
