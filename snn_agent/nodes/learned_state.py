# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Keep what an agent learned in a file, so that it survives a restart."""

from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
import os
from pathlib import Path

from snn_agent.engine import Model
from snn_agent.errors import ConfigurationError
from snn_agent.errors import ModelFormatError

__all__ = ['LearnedState']


class LearnedState:
    """
    Save and restore the learned state of one model, in a model file of its own.

    The file names the model it was learned from; a state of another model, or one that is
    broken, is never used and never overwritten: it is kept under another name.

    :param path: the file; its folder is made.
    :param parent: the model that learning started from.
    :raises ConfigurationError: if the file could not be written there.
    """

    def __init__(self, path: str | Path, parent: Model) -> None:
        self.path = Path(path).expanduser()
        self.warning = ''
        self.failure = ''
        self.saved = 0
        self._parent = parent
        self._learned_before = 0
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix='learned_state')
        self._writing: Future[None] | None = None
        self._prepare_folder()

    def restore(self) -> Model:
        """
        Return the model with what was learned before, or the parent as it is.

        Sets ``warning`` when there is a file that cannot be used.
        """
        for leftover in self.path.parent.glob(f'.{self.path.name}.*'):
            leftover.unlink(missing_ok=True)        # a writer that was killed half way
        if not self.path.exists():
            return self._parent
        try:
            state = Model.load(self.path)
            origin = state.provenance.get('learned_from')
            if origin != self._parent.checksum:
                raise ModelFormatError(self.path, 'learned from another model')
            model = replace(self._parent, weights=state.weights, theta=state.theta,
                            responses=state.responses)
        except (ModelFormatError, ConfigurationError) as error:
            self.warning = f'{error}; kept as {self._set_aside().name}, learning starts afresh'
            return self._parent
        self._learned_before = int(state.provenance.get('learned_samples', 0))
        return model

    @property
    def learned_before(self) -> int:
        """Return the number of samples that the restored state had learned from."""
        return self._learned_before

    def forget(self) -> None:
        """Count from the parent again; the file is replaced by the next save."""
        self._learned_before = 0

    @property
    def is_writing(self) -> bool:
        """Return whether a file is being written at the moment."""
        return self._writing is not None and not self._writing.done()

    def save(self, learned: Model, *, wait: bool) -> None:
        """
        Write a snapshot; a failure shows in ``failure``.

        :param wait: whether to return only when the file is written.
        """
        self._writing = self._writer.submit(self._write, learned)
        if wait:
            self._writing.result()

    def close(self) -> None:
        """Wait for the last writing to end."""
        self._writer.shutdown(wait=True)

    def _write(self, learned: Model) -> None:
        origin = {
            'learned_from': self._parent.checksum,
            'learned_samples':
                self._learned_before + int(learned.provenance.get('learned_samples', 0))}
        try:
            replace(learned, provenance={**learned.provenance, **origin}).save(self.path)
        except OSError as error:
            self.failure = f'what was learned could not be saved: {error}'
            return
        self.failure = ''
        self.saved += 1

    def _prepare_folder(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(
                'learning.state_path', str(self.path), f'a path that can be written ({error})'
            ) from error
        if self.path.is_dir() or not os.access(self.path.parent, os.W_OK):
            raise ConfigurationError(
                'learning.state_path', str(self.path), 'a file in a folder that can be written')

    def _set_aside(self) -> Path:
        number = 1
        while (aside := self.path.with_name(f'{self.path.name}.unusable-{number}')).exists():
            number += 1
        return self.path.rename(aside)
