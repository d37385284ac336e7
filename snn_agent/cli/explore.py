# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent explore``: make operating points and store them in a model."""

from __future__ import annotations

import argparse
from dataclasses import asdict
import json
from pathlib import Path

from snn_agent.cli.options import add_dataset
from snn_agent.cli.options import add_json
from snn_agent.cli.options import number_list
from snn_agent.cli.options import positive
from snn_agent.cli.origin import origin
from snn_agent.cli.points import points_table
from snn_agent.cli.progress import progress_bar
from snn_agent.datasets import load_dataset
from snn_agent.engine import Model
from snn_agent.errors import DataError
from snn_agent.timestep import DEFAULT_TIMESTEPS
from snn_agent.timestep import explore
from snn_agent.timestep import work

HELP = ('Find parameters for several numbers of timesteps, measure each on training data that '
        'chose none of them, and store the operating points in the model.')
EXAMPLE = 'snn-agent explore mnist.npz --timesteps 10,25,50,100,200,350 --output mnist.npz'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument('model', help='model file')
    add_dataset(parser)
    parser.add_argument(
        '--timesteps', type=number_list, default=DEFAULT_TIMESTEPS,
        help=f'numbers of timesteps (default {",".join(map(str, DEFAULT_TIMESTEPS))})')
    parser.add_argument(
        '--tuning-samples', type=positive, default=1000,
        help='training samples that choose the parameters (1000)')
    parser.add_argument(
        '--measuring-samples', type=positive, default=2000,
        help='other training samples that measure the result (2000)')
    parser.add_argument('--seeds', type=positive, default=3, help='number of encoding seeds (3)')
    parser.add_argument('--output', type=Path, help='model file to write (default: the same)')
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Explore, save, report."""
    model = Model.load(arguments.model)
    name = arguments.dataset or model.provenance.get('dataset')
    if name is None:
        raise DataError(arguments.model, 'does not say its data set: give --dataset')
    total = work(
        model, arguments.timesteps, arguments.tuning_samples, arguments.measuring_samples,
        arguments.seeds)
    with progress_bar('Exploring', total) as advance:
        explored = explore(
            model, load_dataset(name, 'train'), arguments.timesteps,
            tuning_samples=arguments.tuning_samples,
            measuring_samples=arguments.measuring_samples,
            seeds=tuple(range(arguments.seeds)), progress=advance)
    output = arguments.output or Path(arguments.model)
    explored.save(output)
    if arguments.json:
        print(json.dumps({
            **origin(), 'model': str(output), 'checksum': explored.checksum,
            'points': [asdict(point) for point in explored.points]}))
    else:
        points_table(
            f'{output} on held-out training data of {name}',
            {p.timesteps: p.measured for p in explored.points if p.measured})
    return 0
