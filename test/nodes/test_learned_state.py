# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What was learned, kept in a file through restarts, crashes and damage."""

from __future__ import annotations

from dataclasses import replace
import os

import numpy as np
import pytest

from snn_agent.engine import Engine
from snn_agent.engine import Model
from snn_agent.errors import ConfigurationError
from snn_agent.nodes.learned_state import LearnedState


@pytest.fixture
def path(tmp_path):
    return tmp_path / 'state' / 'learned.npz'


@pytest.fixture
def learned(small_model, digits):
    engine = Engine(small_model)
    for k in range(5):
        engine.run(digits.images[k], sample=k, learn=True)
    return engine.learned_model()


def save(path, parent, learned):
    state = LearnedState(path, parent)
    state.save(learned, wait=True)
    state.close()
    return state


def test_without_a_file_learning_starts_from_the_model(path, small_model):
    state = LearnedState(path, small_model)
    assert state.restore() is small_model
    assert (state.warning, state.learned_before) == ('', 0)


def test_what_was_saved_is_restored(path, small_model, learned):
    assert save(path, small_model, learned).failure == ''
    state = LearnedState(path, small_model)
    model = state.restore()
    assert np.array_equal(model.weights, learned.weights)
    assert np.array_equal(model.theta, learned.theta)
    assert np.array_equal(model.responses, learned.responses)
    assert model.points == small_model.points
    assert (state.warning, state.learned_before) == ('', 5)


def test_learned_samples_add_up_over_restarts(path, small_model, learned, digits):
    save(path, small_model, learned)
    state = LearnedState(path, small_model)
    engine = Engine(state.restore())
    engine.run(digits.images[0], sample=0, learn=True)
    state.save(engine.learned_model(), wait=True)
    state.close()
    again = LearnedState(path, small_model)
    again.restore()
    assert (again.warning, again.learned_before) == ('', 6)


# numpy leaves a file that is no archive open until it is collected
@pytest.mark.filterwarnings('ignore::pytest.PytestUnraisableExceptionWarning')
@pytest.mark.parametrize('damage', [
    lambda path: path.write_bytes(path.read_bytes()[:1000]),
    lambda path: path.write_bytes(b''),
    lambda path: path.write_text('no model at all'),
    lambda path: path.write_bytes(path.read_bytes()[:-3000] + bytes(3000)),
])
def test_a_broken_file_is_reported_and_kept_under_another_name(
        path, small_model, learned, damage):
    save(path, small_model, learned)
    damage(path)
    broken = path.read_bytes()
    state = LearnedState(path, small_model)
    assert state.restore() is small_model
    assert str(path) in state.warning and 'unusable-1' in state.warning
    assert path.with_name('learned.npz.unusable-1').read_bytes() == broken
    assert not path.exists()


def test_the_state_of_another_model_is_not_used_and_not_lost(path, small_model, learned):
    other = replace(small_model, provenance={'trained': 'elsewhere'})
    save(path, other, learned)
    state = LearnedState(path, small_model)
    assert state.restore() is small_model
    assert 'another model' in state.warning
    assert path.with_name('learned.npz.unusable-1').exists()


def test_a_second_broken_file_gets_another_name(path, small_model):
    for number in (1, 2):
        path.parent.mkdir(exist_ok=True)
        path.write_text('broken')
        LearnedState(path, small_model).restore()
        assert path.with_name(f'learned.npz.unusable-{number}').exists()


def test_what_a_killed_writer_left_behind_is_removed(path, small_model):
    path.parent.mkdir()
    leftover = path.parent / '.learned.npz.abc123'
    leftover.write_bytes(b'half')
    LearnedState(path, small_model).restore()
    assert not leftover.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason='root may write everywhere')
def test_a_folder_that_cannot_be_written_is_refused_at_once(tmp_path, small_model):
    tmp_path.chmod(0o500)
    with pytest.raises(ConfigurationError, match='learning.state_path'):
        LearnedState(tmp_path / 'learned.npz', small_model)


def test_a_path_that_cannot_be_a_file_is_refused_at_once(tmp_path, small_model):
    (tmp_path / 'file').write_text('')
    for path in (tmp_path / 'file' / 'learned.npz', tmp_path):
        with pytest.raises(ConfigurationError, match='learning.state_path'):
            LearnedState(path, small_model)


def test_a_failed_write_is_reported_and_the_old_file_stays(path, small_model, learned):
    state = save(path, small_model, learned)
    before = path.read_bytes()
    state = LearnedState(path, small_model)
    folder = path.parent.rename(path.parent.with_name('moved'))
    path.parent.write_text('a file where the folder was')
    state.save(learned, wait=True)
    state.close()
    assert 'could not be saved' in state.failure
    assert (folder / path.name).read_bytes() == before
    assert Model.load(folder / path.name).checksum
