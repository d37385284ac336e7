# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""A trial fixes what it finds."""

from __future__ import annotations

from dataclasses import replace
import json
import pickle

import numpy as np
import pytest

from snn_agent.encoding import RateEncoding
from snn_agent.engine import OperatingPoint
from snn_agent.errors import ConfigurationError
from snn_agent.timestep import measure
from snn_agent.timestep.trial import changed
from snn_agent.timestep.trial import data_parts
from snn_agent.timestep.trial import run_trial
from snn_agent.timestep.trial import train_trial
from snn_agent.timestep.trial_result import TrialResult
from snn_agent.training import default_spec
from snn_agent.training import respond
from snn_agent.training import RULES


def without_wall_times(result):
    """Return a result without what differs from run to run."""
    return replace(
        result, training=replace(result.training, seconds_per_sample=0.0),
        points=tuple(
            replace(point, measured=replace(point.measured, latency_s=0.0))
            for point in result.points))


def test_same_trial_finds_the_same(small_trial):
    first, second = run_trial(small_trial()), run_trial(small_trial())
    assert without_wall_times(first) == without_wall_times(second)
    assert first.training.seconds_per_sample > 0


def test_result_survives_its_file(small_trial):
    result = run_trial(small_trial(inference=(OperatingPoint(8), OperatingPoint(20))))
    assert TrialResult.from_dict(json.loads(json.dumps(result.to_dict()))) == result


def test_result_is_that_of_training_and_measuring(small_trial):
    trial = small_trial(seed=3)
    model = train_trial(trial)
    result = run_trial(trial)
    expected = measure(model, OperatingPoint(8), data_parts('digits', 'validation')[1], seeds=(3,))
    assert replace(result.points[0].measured, latency_s=0) == replace(expected, latency_s=0)
    record = result.training
    assert record.samples == 30
    assert record.counts.as_dict() == model.provenance['mean_training_counts']
    assert record.theta_max_mv == float(model.theta.max()) >= record.theta_mean_mv
    silent = (respond(
        model, data_parts('digits', 'validation')[0].images[:30], OperatingPoint(8), seed=3) == 0)
    assert record.dead_neurons == silent.all(axis=0).sum()


def test_validation_samples_neither_train_nor_label(training):
    kept, judging = data_parts('digits', 'validation')
    assert (len(kept), len(judging)) == (1297 - 259, 259)
    assert np.array_equal(np.concatenate([kept.images, judging.images]), training.images)


def test_test_samples_leave_all_training_data(training, digits):
    kept, judging = data_parts('digits', 'test')
    assert (len(kept), len(judging)) == (len(training), len(digits))
    assert np.array_equal(judging.images, digits.images)


@pytest.mark.parametrize('change', [
    {'neurons': 11}, {'seed': 1}, {'epochs': 2}, {'samples': 31}, {'label_samples': 5},
    {'split': 'test'}, {'rule': 'windowed'}, {'training': OperatingPoint(9)},
    {'inference': (OperatingPoint(9),)}, {'changes': (('lif.threshold_mv', 2.0),)}])
def test_every_fact_changes_the_digest(small_trial, change):
    digests = {small_trial().digest, small_trial(**change).digest, small_trial(**change).digest}
    assert len(digests) == 2


def test_other_constants_of_the_package_change_the_digest(small_trial, monkeypatch):
    before = small_trial().digest
    monkeypatch.setitem(RULES, 'pair', replace(RULES['pair'], rate_post=0.01))
    assert small_trial().digest != before


def test_digest_is_the_same_in_another_process(small_trial):
    trial = small_trial()
    assert pickle.loads(pickle.dumps(trial)).digest == trial.digest


def test_work_follows_what_is_computed(small_trial):
    work = small_trial(training=OperatingPoint(100), samples=1000).work
    assert small_trial(training=OperatingPoint(300), samples=1000).work > 1.5 * work
    assert small_trial(training=OperatingPoint(100), samples=1000, epochs=3).work > 1.5 * work
    assert small_trial(training=OperatingPoint(1), samples=1).work >= 1


@pytest.mark.parametrize('rule', ['pair', 'windowed'])
def test_rule_is_the_one_of_the_trial(small_trial, rule):
    model = train_trial(small_trial(rule=rule))
    assert model.spec == default_spec(64, 10, rule)
    assert model.provenance['rule'] == rule


@pytest.mark.parametrize('name, part, constant', [
    ('lif.threshold_mv', 'lif', 'threshold_mv'),
    ('dense.weight_mean_mv', 'dense', 'weight_mean_mv'),
    ('inhibition.strength_mv', 'inhibition', 'strength_mv')])
def test_change_multiplies_one_constant(name, part, constant):
    spec = default_spec(64, 10)
    found, encoding = changed(spec, RateEncoding(), ((name, 1.5),))
    old = getattr(spec, part)
    assert getattr(found, part) == replace(old, **{constant: 1.5 * getattr(old, constant)})
    assert encoding == RateEncoding()
    assert sum(a != b for a, b in zip(found.layers, spec.layers)) == 1


def test_changes_reach_rule_and_encoding():
    found, encoding = changed(
        default_spec(64, 10), RateEncoding(),
        (('plasticity.rate_post', 0.5), ('encoding.max_rate_hz', 2.0)))
    assert found.dense.plasticity.rate_post == 0.5 * default_spec(
        64, 10).dense.plasticity.rate_post
    assert encoding == RateEncoding(max_rate_hz=256.0)


@pytest.mark.parametrize('change', [
    'threshold_mv', 'lif.colour', 'lif.n', 'head.size', 'lif.', ''])
def test_unknown_constant_is_refused(change):
    with pytest.raises(ConfigurationError, match='constant of the network'):
        changed(default_spec(64, 10), RateEncoding(), ((change, 2.0),))


def test_change_out_of_limits_is_refused():
    with pytest.raises(ConfigurationError, match='reset'):
        changed(default_spec(64, 10), RateEncoding(), (('lif.threshold_mv', 0.25),))


@pytest.mark.parametrize('change', [{'split': 'train'}, {'inference': ()}])
def test_impossible_trial_is_refused(small_trial, change):
    with pytest.raises(ConfigurationError):
        small_trial(**change)
