# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent explore`` without a model: a study of timesteps, written to a folder."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
import sys
from typing import Any

from snn_agent.cli.options import positive
from snn_agent.cli.options import require_writable
from snn_agent.cli.options import zero_or_more
from snn_agent.cli.origin import origin
from snn_agent.cli.points import ENERGY_PROFILE
from snn_agent.cli.progress import progress_bar
from snn_agent.cli.study_table import study_table
from snn_agent.datasets import default_dataset
from snn_agent.energy import load_profile
from snn_agent.timestep import keep_model
from snn_agent.timestep import keep_model_work
from snn_agent.timestep import Limits
from snn_agent.timestep import open_runner
from snn_agent.timestep import PARTS
from snn_agent.timestep import run_study
from snn_agent.timestep import Study
from snn_agent.timestep import STUDY_TIMESTEPS
from snn_agent.timestep import study_work
from snn_agent.timestep import StudySettings
from snn_agent.timestep import summarise_study
from snn_agent.timestep import write_rows
from snn_agent.timestep import write_summary
from snn_agent.timestep.extras import require
from snn_agent.training import RULES

__all__ = ['STUDY_TIMESTEPS', 'add_arguments', 'run']


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """Declare the options of a study."""
    group.add_argument('--neurons', type=positive, default=400, help='neurons (400)')
    group.add_argument(
        '--rule', choices=tuple(RULES), default='pair', help='learning rule (pair)')
    group.add_argument(
        '--epochs', type=positive,
        help='passes over the data (default: 1, or as many as show 20,000 samples)')
    group.add_argument(
        '--samples', type=positive, help='use only the first SAMPLES of the training data')
    group.add_argument(
        '--parts', type=_words, default=('analysis', 'enhance'),
        help=f'some of {",".join(PARTS)} (analysis,enhance)')
    group.add_argument(
        '--search-trials', type=positive, default=24,
        help='short trainings per number of timesteps that look for parameters (24)')
    group.add_argument(
        '--workers', help='processes (default: every core), or dask://host:port of a cluster')
    group.add_argument(
        '--test', action='store_true',
        help='train on all training data, measure on the test data (default: train without its '
             'last 10,000 samples, measure on those)')
    group.add_argument(
        '--max-loss', type=zero_or_more, default=2.0,
        help='accuracy that may be lost against 350 timesteps, in points (2)')
    group.add_argument(
        '--max-latency-ms', type=zero_or_more, default=math.inf,
        help='longest modelled latency per sample on the device, in ms')
    group.add_argument(
        '--max-energy-uj', type=zero_or_more, default=math.inf,
        help='largest modelled energy per sample on the device, in µJ')
    group.add_argument(
        '--device', default=ENERGY_PROFILE, help=f'device profile ({ENERGY_PROFILE})')


def run(arguments: argparse.Namespace) -> int:
    """Run a study, write its folder, report."""
    settings = _settings(arguments)
    limits = Limits(
        arguments.max_loss / 100, arguments.max_latency_ms / 1e3, arguments.max_energy_uj / 1e6)
    limits.require_clock(load_profile(arguments.device))
    require('matplotlib', 'a study')
    folder = arguments.output or Path(f'study-{settings.dataset}-n{settings.neurons}')
    require_writable(folder / 'rows.csv')
    try:
        return _run(settings, limits, arguments, folder)
    except KeyboardInterrupt:
        print(f'what is finished is kept in {folder / "trials"}: the same command goes on from '
              'there', file=sys.stderr)
        raise


def _run(
    settings: StudySettings, limits: Limits, arguments: argparse.Namespace, folder: Path,
) -> int:
    with progress_bar('Studying', study_work(settings)) as advance, open_runner(
            folder / 'trials', arguments.workers, advance) as trials:
        study = run_study(settings, trials, arguments.device)
    write_rows(folder / 'rows.csv', study.rows)
    summary = {**origin(), **summarise_study(study, limits)}
    _draw(folder, study, summary)
    with progress_bar('Operating points', keep_model_work(study, summary)) as advance:
        model = keep_model(study, summary, origin(), advance)
    model.save(folder / 'model.npz')
    write_summary(folder / 'summary.json', {**summary, 'model_checksum': model.checksum})
    if arguments.json:
        print((folder / 'summary.json').read_text(encoding='utf-8'))
    else:
        study_table(folder, summary)
    return 0


def _draw(folder: Path, study: Study, summary: dict[str, Any]) -> None:
    """Draw the pictures; matplotlib is an extra."""
    from snn_agent.monitor.study_report import draw_study
    draw_study(folder, study.rows, summary)


def _settings(arguments: argparse.Namespace) -> StudySettings:
    return StudySettings(
        dataset=arguments.dataset or default_dataset(), neurons=arguments.neurons,
        rule=arguments.rule, timesteps=arguments.timesteps or STUDY_TIMESTEPS,
        seeds=arguments.seeds, epochs=arguments.epochs, samples=arguments.samples,
        search_trials=arguments.search_trials, parts=arguments.parts,
        split='test' if arguments.test else 'validation')


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(','))
