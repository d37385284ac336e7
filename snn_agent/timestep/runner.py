# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Run trials on all cores or on a cluster, each once: a finished one is a file and is not run again.

joblib hands the trials to processes of this machine, or through its Dask backend to those of a
cluster. Results come back to this process, which alone writes files: a cluster needs no shared
disk. A file is there whole or not at all, so whatever ends a study, the next run goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import closing
from contextlib import contextmanager
import json
import os
from pathlib import Path
from typing import Any
import warnings

from snn_agent.engine import Engine
from snn_agent.errors import ConfigurationError
from snn_agent.files import whole_file
from snn_agent.timestep.extras import require
from snn_agent.timestep.trial import data_parts
from snn_agent.timestep.trial import run_trial
from snn_agent.timestep.trial import Trial
from snn_agent.timestep.trial_result import TrialResult
from snn_agent.training import untrained_model

__all__ = ['Runner', 'checked_workers', 'load_result', 'open_runner']

Progress = Callable[[int], None]
Task = tuple[str, TrialResult]

_DASK = 'dask://'
_CONNECT_S = 10


class Runner:
    """
    Run trials and keep what they find.

    :param folder: where the results are kept, one JSON file per trial.
    :param map_trials: runs trials in any order, see open_runner.
    :param progress: called with the work of every trial that is there (see Trial.work).
    """

    def __init__(
        self, folder: Path, map_trials: Callable[[list[Trial]], Iterator[Task]],
        progress: Progress,
    ) -> None:
        self.folder = folder
        self._map = map_trials
        self._progress = progress

    def run(self, trials: Sequence[Trial]) -> list[TrialResult]:
        """
        Return the results of trials, in their order; those that are kept are not run.

        :raises ConfigurationError, DataError: if a trial cannot be run.
        :raises OSError: if a result cannot be written.
        """
        by_digest = {trial.digest: trial for trial in trials}
        times = {digest: 0 for digest in by_digest}
        for trial in trials:
            times[trial.digest] += trial.work
        results = {}
        for digest, trial in by_digest.items():
            kept = load_result(self.folder, trial)
            if kept is not None:
                results[digest] = kept
                self._progress(times[digest])
        missing = [trial for digest, trial in by_digest.items() if digest not in results]
        # the longest first: no core is left alone with it at the end
        missing.sort(key=lambda trial: -trial.work)
        for digest, result in self._map(missing):
            _save(self.folder, by_digest[digest], result)
            results[digest] = result
            self._progress(times[digest])
        return [results[trial.digest] for trial in trials]


@contextmanager
def open_runner(
    folder: Path, workers: str | int | None = None, progress: Progress = lambda work: None,
) -> Iterator[Runner]:
    """
    Give a runner that uses this machine or a cluster until the block ends.

    :param workers: number of processes, all cores for None, or ``dask://host:port``.
    :raises ConfigurationError: if joblib, or Dask for a cluster, is missing or does not answer.
    """
    workers = checked_workers(workers)
    if isinstance(workers, str):
        with _cluster(workers):
            yield Runner(folder, lambda trials: _in_parallel(trials, -1), progress)
    elif workers == 1:
        yield Runner(folder, lambda trials: map(_task, trials), progress)
    else:
        require('joblib', '--workers')
        yield Runner(folder, lambda trials: _in_parallel(trials, workers), progress)


def checked_workers(workers: str | int | None) -> str | int:
    """
    Return the number of processes, or the address of a cluster.

    :param workers: a number of 1 or more, as text too, None for every core, or an address.
    :raises ConfigurationError: if it is something else.
    """
    if workers is None:
        return len(os.sched_getaffinity(0))
    text = str(workers)
    if text.isascii() and text.isdecimal() and int(text) >= 1:
        return int(text)
    if not text.startswith(_DASK) or ':' not in text.removeprefix(_DASK):
        raise ConfigurationError(
            '--workers', workers, 'a whole number of 1 or more, or dask://host:port')
    return text


def load_result(folder: Path, trial: Trial) -> TrialResult | None:
    """Return the kept result of a trial; None if there is none, or its file is no whole one."""
    try:
        content = json.loads(_path(folder, trial).read_text(encoding='utf-8'))
        if content['trial'] != trial.to_dict():
            return None
        return TrialResult.from_dict(content['result'])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _save(folder: Path, trial: Trial, result: TrialResult) -> None:
    content = {'trial': trial.to_dict(), 'result': result.to_dict()}
    with whole_file(_path(folder, trial)) as stream:
        stream.write(json.dumps(content, indent=1).encode())


def _path(folder: Path, trial: Trial) -> Path:
    return folder / f'{trial.digest}.json'


def _task(trial: Trial) -> Task:
    return trial.digest, run_trial(trial)


def _in_parallel(trials: list[Trial], workers: int) -> Iterator[Task]:
    """Run trials in processes; results come as they are finished."""
    import joblib
    if not trials:
        return
    _compile(trials[0])
    # no trial waits inside joblib: loky's thread trips over those when a run is interrupted
    parallel = joblib.Parallel(
        n_jobs=workers, return_as='generator_unordered', pre_dispatch='n_jobs')
    with warnings.catch_warnings():     # of an interruption, which is said once already
        warnings.filterwarnings('ignore', r'\d+ tasks', UserWarning, 'joblib')
        with closing(parallel(joblib.delayed(_task)(trial) for trial in trials)) as results:
            yield from results


def _compile(trial: Trial) -> None:
    """Compile the kernels once, before many processes would do it at the same time."""
    training = data_parts(trial.dataset, trial.split)[0]
    Engine(untrained_model(training, trial.neurons, seed=0, point=trial.training)).warm_up()


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    """Connect to the scheduler of a Dask cluster and make it joblib's backend."""
    joblib = require('joblib', '--workers')
    distributed = require('distributed', '--workers dask://host:port')
    try:
        client = distributed.Client(f'tcp://{address.removeprefix(_DASK)}', timeout=_CONNECT_S)
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            '--workers', address, f'the address of a running Dask scheduler ({error})') from error
    with client, joblib.parallel_config(backend='dask'):
        yield client
