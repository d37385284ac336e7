# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""A configured agent without ROS: saving, resetting, and what its health says."""

from __future__ import annotations

import pytest

from snn_agent.engine import Model
from snn_agent.nodes.agent_core import AgentCore
from snn_agent.nodes.health import Level
from snn_agent.nodes.settings import AgentSettings


@pytest.fixture
def path(tmp_path):
    return tmp_path / 'state' / 'learned.npz'


@pytest.fixture
def core(small_model_path, path):
    core = AgentCore(AgentSettings(
        model_path=str(small_model_path), learning_enabled=True,
        learning_state_path=str(path)))
    yield core
    core.close()


def learned_samples(path):
    return Model.load(path).provenance['learned_samples']


def test_nothing_is_written_before_something_was_learned(core, path):
    assert core.save(wait=True) == ''
    assert not path.exists()


def test_closing_saves_what_was_learned_since_the_last_time(core, path, digits):
    core.classify(digits.images[0], 1, 0.0)
    assert core.save(wait=True) == ''
    assert learned_samples(path) == 1
    core.classify(digits.images[1], 2, 0.1)
    core.close()
    assert learned_samples(path) == 2


def test_an_unchanged_state_is_not_written_again(core, path, digits):
    core.classify(digits.images[0], 1, 0.0)
    core.save(wait=True)
    written = path.stat().st_mtime_ns
    core.save(wait=True)
    assert path.stat().st_mtime_ns == written


def test_a_failed_save_is_reported_and_tried_again(core, path, digits):
    moved = path.parent.rename(path.parent.with_name('moved'))
    path.parent.write_text('in the way')
    core.classify(digits.images[0], 1, 0.0)
    assert 'could not be saved' in core.save(wait=True)
    assert core.learning_health().level == Level.WARN
    path.parent.unlink()
    moved.rename(path.parent)
    assert core.save(wait=True) == ''
    assert core.learning_health().level == Level.OK
    assert learned_samples(path) == 1


def test_a_reset_forgets_and_keeps_the_operating_point(core, path, digits, small_model):
    core.set_timesteps(150)
    core.classify(digits.images[0], 1, 0.0)
    core.reset()
    assert (core.session.point.timesteps, core.session.is_learning) == (150, True)
    core.save(wait=True)
    assert (Model.load(path).weights == small_model.weights).all()
    assert learned_samples(path) == 0


def test_an_operating_point_that_is_missing_is_a_warning_until_one_fits(core):
    core.set_timesteps(77)
    assert core.engine_health().level == Level.WARN
    assert '350' in core.engine_health().message
    core.set_timesteps(50)
    assert core.engine_health().level == Level.OK
