# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent explore``: operating points of a model, or a whole study without one."""

from __future__ import annotations

import argparse
from dataclasses import asdict
import json
from pathlib import Path

from snn_agent.cli import explore_study
from snn_agent.cli.model_data import data_of
from snn_agent.cli.options import add_dataset
from snn_agent.cli.options import add_json
from snn_agent.cli.options import defaults_of
from snn_agent.cli.options import number_list
from snn_agent.cli.options import positive
from snn_agent.cli.options import require_unused
from snn_agent.cli.options import require_writable
from snn_agent.cli.origin import origin
from snn_agent.cli.points import points_table
from snn_agent.cli.progress import progress_bar
from snn_agent.engine import Model
from snn_agent.timestep import DEFAULT_TIMESTEPS
from snn_agent.timestep import explore
from snn_agent.timestep import work

HELP = """\
With MODEL: find parameters for several numbers of timesteps, measure each on training data that
chose none of them, and store the operating points in the model. The last samples of the training
data are used: a model trained with --samples has not seen them at all.

Without MODEL: a whole study. Networks are trained and run at each number of timesteps, without and
with enhanced parameters; a folder gets rows, summary, pictures and a model. An interrupted study
goes on where it was when the same command is given again."""
EXAMPLE = (
    'snn-agent explore mnist.npz --timesteps 10,25,50,100,200,350 --output mnist.npz\n'
    'snn-agent explore --dataset mnist --neurons 400 --workers 8 --output study/')


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument('model', nargs='?', help='model file; none for a study')
    add_dataset(
        parser, 'the one that trained the model; without MODEL, mnist where its files are found')
    parser.add_argument(
        '--timesteps', type=number_list,
        help=f'numbers of timesteps (default {",".join(map(str, DEFAULT_TIMESTEPS))}; of a study '
             f'{",".join(map(str, explore_study.STUDY_TIMESTEPS))})')
    parser.add_argument(
        '--seeds', type=positive, default=3,
        help='number of encoding seeds; in a study, of networks (3)')
    parser.add_argument(
        '--output', type=Path,
        help='model file to write (default: the same); of a study, a folder')
    add_json(parser)
    of_model = parser.add_argument_group('with MODEL')
    of_model.add_argument(
        '--tuning-samples', type=positive,
        help='training samples that choose the parameters (default 1000, at most a fifth)')
    of_model.add_argument(
        '--measuring-samples', type=positive,
        help='other training samples that measure the result (default 2000, at most a third)')
    of_model.add_argument(
        '--no-early-exit', action='store_true',
        help='compute every timestep even where a decision is clear')
    of_study = parser.add_argument_group('without MODEL')
    explore_study.add_arguments(of_study)
    parser.set_defaults(of_model=defaults_of(of_model), of_study=defaults_of(of_study))


def run(arguments: argparse.Namespace) -> int:
    """Explore a model, or run a study."""
    if arguments.model:
        require_unused(arguments, arguments.of_study, 'it is for a study, without MODEL')
        return _explore(arguments)
    require_unused(arguments, arguments.of_model, 'it needs a MODEL')
    return explore_study.run(arguments)


def _explore(arguments: argparse.Namespace) -> int:
    """Explore, save, report."""
    model = Model.load(arguments.model)
    output = arguments.output or Path(arguments.model)
    require_writable(output)
    dataset = data_of(model, 'train', arguments.dataset)
    timesteps = arguments.timesteps or DEFAULT_TIMESTEPS
    tuning = arguments.tuning_samples or min(1000, len(dataset) // 5)
    measuring = arguments.measuring_samples or min(2000, len(dataset) // 3)
    early_exit = not arguments.no_early_exit
    total = work(model, timesteps, tuning, measuring, arguments.seeds, early_exit)
    with progress_bar('Exploring', total) as advance:
        explored = explore(
            model, dataset, timesteps, tuning_samples=tuning, measuring_samples=measuring,
            seeds=tuple(range(arguments.seeds)), early_exit=early_exit, progress=advance)
    explored.save(output)
    if arguments.json:
        print(json.dumps({
            **origin(), 'model': str(output), 'checksum': explored.checksum,
            'points': [asdict(point) for point in explored.points]}))
    else:
        points_table(
            f'{output} on training data of {dataset.name}',
            {p.timesteps: p.measured for p in explored.points if p.measured})
    return 0
