# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What a study leaves: its summary as a file, and its best network with operating points."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import replace
import json
from pathlib import Path
from typing import Any

from snn_agent.datasets import load_dataset
from snn_agent.engine import Model
from snn_agent.files import whole_file
from snn_agent.timestep.explore import explore
from snn_agent.timestep.explore import work
from snn_agent.timestep.study import Study
from snn_agent.timestep.trial import train_trial
from snn_agent.timestep.trial import Trial
from snn_agent.training import untrained_model

__all__ = ['keep_model', 'keep_model_work', 'write_summary']

SEEDS = (0, 1, 2)
EARLY_EXIT = True


def keep_model(
    study: Study, summary: Mapping[str, Any], facts: Mapping[str, Any],
    progress: Callable[[int], None] = lambda samples: None,
) -> Model:
    """
    Train the network that was chosen once more, and explore it at all numbers of timesteps.

    It is the enhanced network with seed 0, so its weights are those of the trial.

    :param summary: what summarise_study gave.
    :param facts: what to store in the model beside the facts of the training.
    :param progress: called with the number of samples done since the last call.
    """
    model = train_trial(_chosen(study, summary), progress)
    model = replace(model, provenance={**facts, **model.provenance})
    dataset = load_dataset(study.settings.dataset, 'train')
    tuning, measuring = _sizes(len(dataset))
    return explore(
        model, dataset, study.settings.counts, tuning_samples=tuning,
        measuring_samples=measuring, seeds=SEEDS, early_exit=EARLY_EXIT, progress=progress)


def keep_model_work(study: Study, summary: Mapping[str, Any]) -> int:
    """Return how many samples keep_model will report to its progress function."""
    trial = _chosen(study, summary)
    dataset = load_dataset(study.settings.dataset, 'train')
    shown = study.settings.training_samples
    like = untrained_model(dataset, 1, seed=0, timesteps=trial.training.timesteps)
    return trial.epochs * shown + min(trial.label_samples, shown) + work(
        like, study.settings.counts, *_sizes(len(dataset)), len(SEEDS), EARLY_EXIT)


def write_summary(path: Path, summary: Mapping[str, Any]) -> None:
    """
    Write the outcome of a study as a JSON file.

    :raises OSError: if it cannot be written.
    """
    with whole_file(path) as stream:
        stream.write(json.dumps(summary, indent=1, allow_nan=False).encode())


def _chosen(study: Study, summary: Mapping[str, Any]) -> Trial:
    return study.settings.full_trial(study.points[summary['chosen']['timesteps']], seed=0)


def _sizes(samples: int) -> tuple[int, int]:
    """Return how many samples tune and how many measure."""
    return min(1000, samples // 5), min(2000, samples // 3)
