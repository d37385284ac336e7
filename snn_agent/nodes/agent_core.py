# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Everything of a configured agent that is not ROS: model, session, learned state, health."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from snn_agent.engine import Model
from snn_agent.engine import Result
from snn_agent.errors import ConfigurationError
from snn_agent.nodes.health import Health
from snn_agent.nodes.health import ok
from snn_agent.nodes.health import warn
from snn_agent.nodes.input_monitor import InputMonitor
from snn_agent.nodes.learned_state import LearnedState
from snn_agent.nodes.records import PointRecord
from snn_agent.nodes.records import RecordValue
from snn_agent.nodes.session import Session
from snn_agent.nodes.settings import AgentSettings

__all__ = ['AgentCore']


class AgentCore:
    """
    Hold what lives from configure to cleanup.

    :param settings: the node's parameters.
    :raises ConfigurationError: if a parameter does not fit the model.
    :raises ModelFormatError: if the model file cannot be used.
    """

    def __init__(self, settings: AgentSettings) -> None:
        if not settings.model_path:
            raise ConfigurationError(
                'model.path', '', "a model file; make one with 'snn-agent train'")
        self._settings = settings
        self._parent = Model.load(Path(settings.model_path).expanduser())
        self._state: LearnedState | None = None
        model = self._parent
        if settings.learning_state_path:
            self._state = LearnedState(settings.learning_state_path, self._parent)
            model = self._state.restore()
        self.images = InputMonitor('images', settings.input_timeout_s)
        self.session = self._new_session(model, settings.timesteps, settings.learning_enabled)
        self._saved_changes = 0
        self._point_refusal = ''

    @property
    def input_shape(self) -> tuple[int, int]:
        """Return (height, width) of the images that the model takes."""
        return self._parent.input_shape

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the class names in the order of the scores."""
        return self._parent.labels

    @property
    def points(self) -> list[PointRecord]:
        """Return the operating points of the model."""
        return [PointRecord.of(point) for point in self._parent.points]

    def classify(self, grey: NDArray[np.uint8], stamp_ns: int, now_s: float) -> Result:
        """Classify an image of the model's input shape; see Session.classify."""
        self.images.accept(now_s)
        return self.session.classify(grey, stamp_ns)

    def set_timesteps(self, timesteps: int) -> None:
        """Choose an operating point; one that the model lacks is reported and not applied."""
        try:
            self.session.set_timesteps(timesteps)
            self._point_refusal = ''
        except ConfigurationError as error:
            self._point_refusal = str(error)

    def save(self, *, wait: bool) -> str:
        """
        Save what was learned since the last time, if there is anything and a place for it.

        :param wait: whether to return only when the file is written.
        :return: why it could not be saved; empty when all is well.
        """
        if self._state is None:
            return 'learning.state_path is empty: set it to keep what is learned'
        changes = self.session.changes
        is_due = changes != self._saved_changes or self._state.failure
        if is_due and (wait or not self._state.is_writing):
            self._state.save(self.session.learned_model(), wait=wait)
            self._saved_changes = changes
        return self._state.failure

    def reset(self) -> None:
        """Forget what was learned; point and learning switch stay as they are."""
        old = self.session
        self.session = self._new_session(
            self._parent, old.point.timesteps, old.is_learning)
        self.session.changes = old.changes + 1
        if self._state is not None:
            self._state.forget()

    def close(self) -> None:
        """Save what was learned and wait for it."""
        if self._state is not None:
            self.save(wait=True)
            self._state.close()

    def engine_health(self) -> Health:
        """Return the state of engine and operating point."""
        values: dict[str, RecordValue] = {
            'Model': self._settings.model_path,
            'Model checksum': self._parent.checksum,
            'Labels': ', '.join(self.labels),
            'Timesteps': self.session.point.timesteps,
            'Samples': self.session.samples}
        if self._point_refusal:
            return warn(f'{self._point_refusal}; staying at '
                        f'{self.session.point.timesteps} timesteps', values)
        return ok(f'{self.session.point.timesteps} timesteps per image', values)

    def learning_health(self) -> Health:
        """Return the state of learning and of what is kept of it."""
        session, state = self.session, self._state
        values: dict[str, RecordValue] = {
            'Enabled': session.is_learning,
            'Learned samples': session.learned_samples,
            'Hints used': session.hints_used,
            'Hints dropped': session.hints_dropped}
        if state is not None:
            values |= {'State': str(state.path), 'Saved': state.saved,
                       'Restored samples': state.learned_before}
            if state.failure or state.warning:
                return warn(state.failure or state.warning, values)
        return ok('learning is on' if session.is_learning else 'learning is off', values)

    def _new_session(self, model: Model, timesteps: int, is_learning: bool) -> Session:
        return Session(
            model, seed=self._settings.engine_seed, timesteps=timesteps,
            is_learning=is_learning, hints_window=self._settings.hints_window)
