# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Training on real digits: repeatable, better than a bound, honest about its data."""

from __future__ import annotations

from dataclasses import replace
import inspect

import numpy as np
import pytest

from snn_agent.datasets import ImageDataset
from snn_agent.datasets import load_dataset
from snn_agent.encoding import RateEncoding
from snn_agent.engine import Engine
from snn_agent.engine import NetworkSpec
from snn_agent.engine import OperatingPoint
from snn_agent.engine import WindowedStdp
from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError
from snn_agent.timestep import measure
from snn_agent.training import default_spec
from snn_agent.training import respond
from snn_agent.training import train
from snn_agent.training import untrained_model


@pytest.fixture(scope='module')
def training() -> ImageDataset:
    return load_dataset('digits', 'train')


@pytest.fixture(scope='module')
def few(training) -> ImageDataset:
    return training.part(slice(0, 150))


@pytest.fixture(scope='module')
def trained(training):
    return train(training, 100)


@pytest.fixture(scope='module')
def brief(few):
    return train(few, 20, timesteps=100)


def test_digits_are_learned(trained, digits):
    # 91% were measured; 80% is far outside what another machine's rounding could change.
    assert measure(trained, trained.full_point, digits).accuracy > 0.8


def test_windows_learn_digits_with_a_fifth_of_the_changes(trained, training, digits):
    model = train(training, 100, rule='windowed')
    assert isinstance(model.spec.dense.plasticity, WindowedStdp)
    assert measure(model, model.full_point, digits).accuracy > 0.8
    changes = [
        counts['weight_depressions'] + counts['weight_potentiations']
        for counts in (each.provenance['mean_training_counts'] for each in (model, trained))]
    assert changes[0] < changes[1] / 5


def test_training_is_what_makes_the_difference(trained, training, digits):
    blind = replace(
        untrained_model(training, 100, seed=0), responses=trained.responses)
    assert measure(blind, blind.full_point, digits).accuracy < 0.5


def test_same_seed_gives_the_same_model(few, brief):
    again = train(few, 20, timesteps=100)
    assert again.checksum == brief.checksum


def test_other_seed_gives_other_weights_order_and_spikes(few, brief):
    other = train(few, 20, timesteps=100, seed=1)
    assert np.abs(other.weights - brief.weights).max() > 0.1
    assert other.provenance['mean_training_counts'] != brief.provenance['mean_training_counts']


def test_order_of_the_samples_is_shuffled_anew_in_each_epoch(few):
    counts = {'once': 1, 'twice': 2}
    models = {name: train(few, 20, timesteps=50, epochs=count) for name, count in counts.items()}
    assert models['twice'].provenance['samples'] == 2 * models['once'].provenance['samples'] == 300
    assert models['twice'].checksum != models['once'].checksum


def test_only_training_data_can_be_given():
    datasets = [
        name for function in (train, untrained_model)
        for name, parameter in inspect.signature(function).parameters.items()
        if 'Dataset' in str(parameter.annotation) or name in ('test', 'validation')]
    assert datasets == ['dataset', 'dataset']


def test_labels_do_not_reach_the_weights(few, brief):
    rng = np.random.default_rng(0)
    shuffled = replace(few, labels=rng.permutation(few.labels))
    model = train(shuffled, 20, timesteps=100)
    np.testing.assert_array_equal(model.weights, brief.weights)
    np.testing.assert_array_equal(model.theta, brief.theta)
    assert (model.responses != brief.responses).any()


def test_responses_are_the_spikes_for_the_labelling_samples(few):
    model = train(few, 20, timesteps=100, label_samples=60, seed=2)
    spikes = respond(model, few.images[:60], model.full_point, seed=2)
    for label in range(10):
        expected = spikes[few.labels[:60] == label].sum(axis=0)
        np.testing.assert_array_equal(model.responses[:, label], expected)
    assert model.provenance['label_samples'] == 60


def test_respond_is_what_the_engine_does(brief, few):
    engine = Engine(brief, seed=4)
    spikes = respond(brief, few.images[:20], brief.full_point, seed=4)
    for k in range(20):
        engine.run(few.images[k], sample=k)
        np.testing.assert_array_equal(spikes[k], engine.output_spikes)


def test_silent_samples_and_dead_neurons_are_counted(few):
    dark = replace(few, images=few.images // 64)
    model = train(dark, 20, timesteps=20, label_samples=10)
    assert model.provenance['represented_samples'] == 150
    assert model.provenance['dead_neurons'] == (model.responses.sum(axis=1) == 0).sum() == 20


def test_provenance_says_how_it_was_made(few, brief):
    facts = {'dataset': 'digits', 'command': 'a b'}
    model = train(few, 20, timesteps=100, provenance=facts)
    expected = {**facts, 'seed': 0, 'epochs': 1, 'samples': 150, 'label_samples': 150}
    assert {name: model.provenance[name] for name in expected} == expected
    assert model.provenance['dead_neurons'] == (model.responses.sum(axis=1) == 0).sum()
    counts = model.provenance['mean_training_counts']
    assert counts['timesteps'] >= 100
    assert counts['weight_potentiations'] > 0
    np.testing.assert_array_equal(model.weights, brief.weights)


def test_progress_reports_every_sample_once(few):
    done = []
    train(few, 5, timesteps=10, epochs=2, label_samples=50, progress=done.append)
    assert sum(done) == 2 * 150 + 50


def test_encoding_and_network_can_be_chosen(few):
    spec = default_spec(64, 7)
    spec = NetworkSpec((spec.dense, replace(spec.lif, tau_membrane_s=0.05), spec.inhibition))
    encoding = RateEncoding(dt_s=0.002, max_presentations=2)
    model = train(few.part(slice(0, 20)), 7, timesteps=30, spec=spec, encoding=encoding)
    assert (model.spec, model.encoding) == (spec, encoding)
    assert [point.timesteps for point in model.points] == [30]


def test_point_to_train_at_is_the_only_one_of_the_model(few, brief):
    plain = train(few, 20, point=OperatingPoint(100), timesteps=7)
    assert plain.checksum == brief.checksum
    point = OperatingPoint(30, rate_scale=1.5, learning_rate_scale=2.0)
    model = train(few, 20, point=point)
    assert model.points == (point,)
    assert model.provenance['mean_training_counts']['timesteps'] >= 30
    other = train(few, 20, point=replace(point, learning_rate_scale=1.0))
    assert (other.weights != model.weights).any()


def test_measurement_of_another_model_does_not_stay(few, brief):
    measured = measure(brief, brief.full_point, few.part(slice(0, 5)))
    point = replace(brief.full_point, measured=measured)
    assert train(few, 20, point=point).checksum == brief.checksum


def test_training_goes_on_at_another_point_after_the_switch(few):
    short, long = OperatingPoint(10), OperatingPoint(40)
    words = {'neurons': 10, 'point': short}
    switched = train(few, first=(long, len(few) // 2), **words)
    assert switched.points == (short,)
    assert switched.provenance['mean_training_counts']['timesteps'] > 20
    # no sample before the switch, or all of them
    assert (train(few, first=(long, 0), **words).weights == train(few, **words).weights).all()
    all_long = train(few, first=(long, len(few)), **words)
    assert (all_long.weights == train(few, 10, point=long).weights).all()


@pytest.mark.parametrize('arguments', [
    {'epochs': 0}, {'epochs': -1}, {'epochs': 1.5}, {'label_samples': 0}, {'label_samples': -3},
    {'seed': -1}, {'seed': 2**64}, {'timesteps': 0}, {'timesteps': 10_001}, {'timesteps': 0.5},
    {'neurons': 0}, {'neurons': -5}, {'neurons': 1_000_001}, {'spec': default_spec(64, 9)},
    {'spec': default_spec(63, 5)}, {'rule': 'windows'},
])
def test_arguments_out_of_their_limits_are_refused(few, arguments):
    def fail(samples):
        raise AssertionError('trained before it checked')
    with pytest.raises(ConfigurationError):
        train(few, **{'neurons': 5, 'progress': fail, **arguments})


def test_no_samples_are_refused(few):
    with pytest.raises(DataError):
        train(few.part(slice(0, 0)), 5)


@pytest.mark.parametrize('n_inputs', [1, 64, 784])
def test_default_network_keeps_the_summed_weight(n_inputs):
    dense = default_spec(n_inputs, 10).dense
    assert dense.weight_mean_mv * n_inputs == pytest.approx(78.4)
    assert dense.weight_mean_mv / dense.weight_max_mv == pytest.approx(0.1)


def test_untrained_weights_are_normalised_and_within_their_limit(few):
    model = untrained_model(few, 30, seed=5)
    np.testing.assert_allclose(model.weights.sum(axis=0), 78.4, rtol=1e-5)
    assert (model.weights >= 0).all()
    assert model.checksum == untrained_model(few, 30, seed=5).checksum
    assert model.checksum != untrained_model(few, 30, seed=6).checksum
