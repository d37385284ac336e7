# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""One agent's images, hints and operating points, on a real model."""

from __future__ import annotations

import numpy as np
import pytest

from snn_agent.errors import ConfigurationError
from snn_agent.nodes.session import Session


@pytest.fixture
def session(small_model):
    return Session(small_model, is_learning=True, hints_window=3)


def labels_changed(session, small_model):
    return not np.array_equal(session.learned_model().responses, small_model.responses)


def test_it_starts_with_the_most_timesteps_or_with_those_asked_for(small_model):
    assert Session(small_model).point.timesteps == 350
    assert Session(small_model, timesteps=50).point.timesteps == 50


def test_the_next_image_runs_at_the_new_operating_point(small_model, digits):
    session = Session(small_model)
    assert session.classify(digits.images[0], 1).timesteps == 350
    session.set_timesteps(50)
    assert session.classify(digits.images[1], 2).timesteps == 50


def test_an_operating_point_that_the_model_lacks_is_refused_and_the_old_one_kept(small_model):
    session = Session(small_model)
    with pytest.raises(ConfigurationError, match='50, 150, 350'):
        session.set_timesteps(51)
    assert session.point.timesteps == 350


@pytest.mark.parametrize('hint_first', [True, False])
def test_a_hint_finds_its_image_in_either_order(session, small_model, digits, hint_first):
    if hint_first:
        session.hint('3', 100)
    session.classify(digits.images[0], 100)
    if not hint_first:
        session.classify(digits.images[1], 200)
        session.hint('3', 100)
    assert session.hints_used == 1
    gained = session.learned_model().responses - small_model.responses
    assert gained[:, 3].sum() > 0
    assert np.delete(gained, 3, axis=1).sum() == 0


def test_a_hint_without_stamp_is_for_the_newest_image(session, small_model, digits):
    session.classify(digits.images[0], 100)
    session.hint('3', 0)
    assert session.hints_used == 1
    assert labels_changed(session, small_model)


@pytest.mark.parametrize(('label', 'stamp_ns'), [('giraffe', 100), ('3', 0)])
def test_a_hint_that_fits_nothing_is_counted_and_dropped(session, label, stamp_ns):
    session.hint(label, stamp_ns)
    assert (session.hints_used, session.hints_dropped) == (0, 1)


def test_waiting_hints_are_bounded_and_the_oldest_goes_first(session, digits):
    for stamp in (1, 2, 3, 4):
        session.hint('3', stamp)
    assert session.hints_dropped == 1
    session.classify(digits.images[0], 1)
    session.classify(digits.images[1], 2)
    assert session.hints_used == 1


def test_a_hint_for_an_image_long_gone_does_not_teach(session, digits):
    for stamp in (1, 2, 3, 4):
        session.classify(digits.images[stamp], stamp)
    session.hint('3', 1)
    assert session.hints_used == 0


def test_nothing_changes_while_learning_is_off(small_model, digits):
    session = Session(small_model)
    for k in range(5):
        session.hint('3', k + 1)
        session.classify(digits.images[k], k + 1)
    learned = session.learned_model()
    assert np.array_equal(learned.weights, small_model.weights)
    assert np.array_equal(learned.responses, small_model.responses)
    assert (session.samples, session.changes) == (5, 0)


def test_weights_change_while_learning_is_on(session, small_model, digits):
    session.classify(digits.images[0], 1)
    assert not np.array_equal(session.learned_model().weights, small_model.weights)
    assert session.changes == 1


def test_the_same_images_give_the_same_decisions_and_weights(small_model, digits):
    runs = []
    for _ in range(2):
        session = Session(small_model, seed=3, is_learning=True)
        scores = [session.classify(digits.images[k], k + 1).scores for k in range(10)]
        runs.append((scores, session.learned_model().weights))
    assert np.array_equal(runs[0][0], runs[1][0])
    assert np.array_equal(runs[0][1], runs[1][1])
