# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Records are what the engine really does."""

from __future__ import annotations

import pytest

from snn_agent.control.mission import record_points
from snn_agent.energy import load_profile
from snn_agent.energy import modelled_energy
from snn_agent.energy import modelled_latency_s
from snn_agent.engine import Engine
from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError

STM32 = load_profile('stm32l452')


def test_records_are_those_of_the_engine(small_model, digits):
    points, labels = small_model.points[:2], [digits.class_names[k] for k in digits.labels[:20]]
    done = []
    records = record_points(
        small_model, points, digits.images[:20], labels, STM32, seed=5, progress=done.append)
    assert sum(done) == 40
    assert list(records) == [point.timesteps for point in points]
    for point in points:
        record, engine = records[point.timesteps], Engine(small_model, seed=5)
        engine.set_point(point)
        results = [engine.run(digits.images[k], sample=k) for k in range(20)]
        assert record.right == [r.label == label for r, label in zip(results, labels)]
        assert record.used == [r.timesteps for r in results]
        assert record.energy_j == [modelled_energy(r.counts, STM32).total_j for r in results]
        assert record.computing_s == [modelled_latency_s(r.counts, STM32) for r in results]
        assert record.accuracy == sum(record.right) / 20


def test_a_device_without_a_clock_is_refused(small_model, digits):
    with pytest.raises(ConfigurationError, match='clock'):
        record_points(small_model, small_model.points, digits.images[:1], ['0'],
                      load_profile('loihi'))


def test_foreign_classes_are_refused(small_model, digits):
    with pytest.raises(DataError, match='boot'):
        record_points(small_model, small_model.points, digits.images[:1], ['boot'], STM32)
