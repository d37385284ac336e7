# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The engine from outside: decisions, learned state, wrong use."""

from __future__ import annotations

from dataclasses import replace
from math import log

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
import numpy as np
import pytest

from snn_agent.encoding import encode
from snn_agent.encoding import SpikeTrain
from snn_agent.engine import Engine
from snn_agent.engine import kernel
from snn_agent.engine import PairStdp
from snn_agent.engine.readout import log_likelihood
from snn_agent.errors import ConfigurationError
from snn_agent.errors import InputError

FULL = np.full(12, 255, np.uint8)
VALUES = [np.roll(np.arange(12, dtype=np.uint8) * 23, k) for k in range(12)]


def outcome(result):
    """Return all of a result except its measured time."""
    return (
        result.scores.tolist(), result.label, result.label_index, result.confidence,
        result.timesteps, result.presentations, result.counts)


def test_same_seed_and_sample_give_the_same_result(hand_model):
    one, other = Engine(hand_model, seed=3), Engine(hand_model, seed=3)
    results = [outcome(one.run(values, sample=k)) for k, values in enumerate(VALUES)]
    for k in (7, 0, 11, 3):
        assert outcome(other.run(VALUES[k], sample=k)) == results[k]
    assert len({str(result) for result in results}) == len(VALUES)


@pytest.mark.parametrize('change', [{'seed': 4}, {'sample': 1}])
def test_other_seed_or_sample_gives_other_spikes(hand_model, change):
    case = {'seed': 3, 'sample': 0}
    counts = []
    for words in (case, {**case, **change}):
        result = Engine(hand_model, words['seed']).run(FULL, sample=words['sample'])
        counts.append(result.counts.input_spikes)
    assert counts[0] != counts[1]


def test_image_and_flat_values_of_any_layout_are_the_same(make_model):
    model = replace(make_model(np.full((12, 2), 3.0), timesteps=30), input_shape=(3, 4))
    image = np.arange(12, dtype=np.uint8).reshape(3, 4) * 20
    read_only = np.frombuffer(image.tobytes(), np.uint8)
    strided = np.repeat(image, 2, axis=1)[:, ::2]
    expected = outcome(Engine(model).run(image, sample=0))
    for values in (image.reshape(-1), read_only, strided, np.asfortranarray(image)):
        assert outcome(Engine(model).run(values, sample=0)) == expected


def test_read_only_and_strided_values_compile_nothing(hand_model):
    engine = Engine(hand_model)
    engine.warm_up()
    before = len(kernel.run_rate_coded.signatures)
    engine.run(np.frombuffer(bytes(range(12)), np.uint8), sample=0)
    engine.run(np.zeros(24, np.uint8)[::2], sample=np.int64(1), learn=np.bool_(True))
    assert len(kernel.run_rate_coded.signatures) == before


@pytest.mark.parametrize('values', [
    np.zeros(11, np.uint8), np.zeros(0, np.uint8), np.zeros(12, np.int64), np.zeros(12),
    np.zeros((12, 1), np.uint8), np.zeros((4, 3), np.uint8), np.uint8(3)])
def test_values_of_another_type_or_shape_are_refused(hand_model, values):
    with pytest.raises(InputError, match='sample'):
        Engine(hand_model).run(values, sample=0)


def test_spike_train_gives_what_the_encoder_gives(hand_model):
    engine = Engine(hand_model, seed=5)
    direct = engine.run(FULL, sample=2)
    train = encode(FULL, hand_model.encoding, 40, seed=5, sample=2)
    train.index.flags.writeable = train.step_offsets.flags.writeable = False
    given_spikes = engine.run_spikes(train)
    assert given_spikes.scores.tolist() == direct.scores.tolist()
    expected = replace(direct.counts, random_draws=0)
    assert given_spikes.counts == expected


@pytest.mark.parametrize('shape, dt_s', [((39, 12), 0.001), ((40, 11), 0.001), ((40, 12), 0.002)])
def test_spike_train_of_another_shape_is_refused(hand_model, shape, dt_s):
    with pytest.raises(InputError, match='timesteps'):
        Engine(hand_model).run_spikes(SpikeTrain.from_dense(np.zeros(shape, bool), dt_s))


@pytest.mark.parametrize('seed', [-1, 2**64])
def test_seed_out_of_range_is_refused(hand_model, seed):
    with pytest.raises(ConfigurationError, match='seed'):
        Engine(hand_model, seed)


def test_decision_is_naive_bayes_on_the_spikes(hand_model):
    engine = Engine(hand_model)
    result = engine.run(FULL, sample=0)
    smoothed = hand_model.responses.astype(float) + 0.1
    evidence = engine.output_spikes @ np.log(smoothed / smoothed.sum(axis=0))
    expected = np.exp(evidence - evidence.max())
    assert result.counts.output_spikes == engine.output_spikes.sum() > 5
    np.testing.assert_allclose(result.scores, expected / expected.sum(), rtol=1e-4)
    assert result.label == hand_model.labels[evidence.argmax()]
    assert result.label_index == evidence.argmax()
    assert result.confidence == result.scores.max()
    assert result.latency_s > 0


def test_silent_sample_is_shown_again_and_gets_no_label(make_model):
    model = make_model(np.full((3, 2), 0.01), timesteps=20, max_presentations=3)
    engine = Engine(model)
    for values, spikes in ((np.zeros(3, np.uint8), False), (np.full(3, 255, np.uint8), True)):
        result = engine.run(values, sample=0)
        assert (result.presentations, result.timesteps) == (3, 60)
        assert (result.label, result.label_index, result.confidence) == ('', -1, 0.0)
        assert result.scores.tolist() == [0, 0]
        assert (result.counts.input_spikes > 0) == spikes


def test_presentations_end_with_the_first_spike(make_model):
    # One spike is needed: it comes in the first presentation that has an input spike.
    model = make_model([[50.0]], timesteps=5, max_presentations=16, max_rate_hz=40.0)
    engine = Engine(model)
    seen = set()
    for sample in range(50):
        result = engine.run(np.full(1, 255, np.uint8), sample=sample)
        seen.add(result.presentations)
        trains = [
            encode(np.full(1, 255, np.uint8), model.encoding, 5, seed=0, sample=sample,
                   presentation=k).n_spikes for k in range(16)]
        assert result.presentations == 1 + int(np.argmax(np.array(trains) > 0))
    assert len(seen) > 2


@settings(deadline=None, derandomize=True, max_examples=50)
@given(st.floats(0.01, 5), st.floats(0.01, 5), st.integers(0, 1000))
def test_larger_margin_never_stops_earlier(hand_model, one, other, sample):
    steps = []
    for margin in sorted((one, other)):
        engine = Engine(hand_model)
        engine.set_point(replace(hand_model.full_point, exit_margin=margin))
        steps.append(engine.run(FULL, sample=sample).timesteps)
    assert steps[0] <= steps[1]


def test_early_exit_stops_at_the_margin_and_saves_operations(hand_model):
    engine = Engine(hand_model)
    full = engine.run(FULL, sample=0)
    engine.set_point(replace(hand_model.full_point, exit_margin=0.5))
    early = engine.run(FULL, sample=0)
    best, second = sorted(early.scores.tolist(), reverse=True)[:2]
    assert log(best / second) >= 0.5 - 1e-5
    assert early.timesteps < full.timesteps
    assert early.counts.synaptic_operations < full.counts.synaptic_operations
    assert engine.run(FULL, sample=0, learn=True).timesteps == full.timesteps


def test_early_exit_at_exactly_the_margin(make_model):
    # Only the first neuron fires; a spike of it is worth ln(9.1 / 12.2) - ln(1.1 / 2.2).
    model = make_model([[50.0, 0.0]], responses=[[9, 1], [3, 1]])
    table = log_likelihood(model.responses)
    margin = table[0, 0] - table[0, 1]
    spikes = SpikeTrain.from_dense(np.ones((10, 1), bool), 0.001)
    for wanted, timesteps in ((margin, 1), (np.nextafter(margin, np.float32(9)), 7)):
        engine = Engine(model)
        engine.set_point(replace(model.full_point, exit_margin=float(wanted)))
        assert engine.run_spikes(spikes).timesteps == timesteps


def test_taught_samples_move_the_decision(hand_model):
    engine = Engine(hand_model)
    before = engine.run(FULL, sample=0)
    wrong = next(label for label in hand_model.labels if label != before.label)
    for _ in range(20):
        engine.run(FULL, sample=0)
        engine.teach(wrong)
    assert engine.run(FULL, sample=0).label == wrong
    expected = hand_model.responses.copy()
    expected[:, hand_model.labels.index(wrong)] += 20 * engine.output_spikes
    np.testing.assert_array_equal(engine.learned_model().responses, expected)


def test_credit_takes_spikes_of_an_earlier_sample(hand_model):
    one, other = Engine(hand_model), Engine(hand_model)
    one.run(FULL, sample=0)
    one.teach('y')
    other.run(FULL, sample=0)
    spikes = other.output_spikes
    other.run(VALUES[3], sample=1)
    other.credit(spikes, 'y')
    assert one.learned_model().checksum == other.learned_model().checksum


def test_unknown_label_is_refused_and_changes_nothing(hand_model):
    engine = Engine(hand_model)
    engine.run(FULL, sample=0)
    with pytest.raises(ConfigurationError, match='one of x, y, z'):
        engine.teach('w')
    np.testing.assert_array_equal(engine.learned_model().responses, hand_model.responses)


def test_learned_model_continues_as_the_engine_does(hand_model):
    first = Engine(hand_model, seed=1)
    for k, values in enumerate(VALUES):
        first.run(values, sample=k, learn=True)
        first.teach(hand_model.labels[k % 3])
    snapshot = first.learned_model()
    kept = snapshot.checksum
    second = Engine(snapshot, seed=1)
    for k, values in enumerate(VALUES, start=100):
        assert outcome(first.run(values, sample=k, learn=True)) == outcome(
            second.run(values, sample=k, learn=True))
    assert replace(snapshot).checksum == kept
    assert snapshot.provenance['learned_from'] == hand_model.checksum
    assert snapshot.provenance['learned_samples'] == len(VALUES)


def test_engine_leaves_its_model_alone(hand_model):
    before = replace(hand_model).checksum
    engine = Engine(hand_model)
    for k, values in enumerate(VALUES):
        engine.run(values, sample=k, learn=True)
        engine.teach('x')
    assert replace(hand_model).checksum == before
    assert engine.learned_model().checksum != before


def test_warm_up_changes_nothing(hand_model):
    engine = Engine(hand_model)
    engine.run(FULL, sample=0)
    spikes = engine.output_spikes
    engine.warm_up()
    assert engine.output_spikes.tolist() == spikes.tolist()
    assert engine.learned_samples == 0


def test_point_counts_from_the_next_sample_on(hand_model):
    engine = Engine(hand_model)
    for timesteps in (10, 40, 1, 65, 40):
        point = replace(hand_model.full_point, timesteps=timesteps)
        engine.set_point(point)
        assert engine.point == point
        assert engine.run(FULL, sample=0).timesteps == timesteps


def test_samples_learned_are_counted_only_with_a_rule(make_model):
    weights = np.full((2, 2), 9.0)
    for rule, learned in ((PairStdp(), 1), (None, 0)):
        engine = Engine(make_model(weights, rule=rule))
        engine.run(np.full(2, 255, np.uint8), sample=0, learn=True)
        assert engine.learned_samples == learned
