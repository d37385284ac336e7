# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent evaluate``: measure a model on a data set."""

from __future__ import annotations

import argparse
from dataclasses import asdict
import json

from snn_agent.cli.model_data import data_of
from snn_agent.cli.options import add_dataset
from snn_agent.cli.options import add_json
from snn_agent.cli.options import number_list
from snn_agent.cli.options import positive
from snn_agent.cli.options import seed_list
from snn_agent.cli.origin import origin
from snn_agent.cli.points import points_table
from snn_agent.cli.progress import progress_bar
from snn_agent.engine import Model
from snn_agent.timestep import measure

HELP = ('Measure a model on labelled data: accuracy with its 95% interval, operations, modelled '
        'energy and latency, for each of its operating points or for some of them.')
EXAMPLE = 'snn-agent evaluate mnist.npz --dataset mnist --split test --seeds 0,1,2'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument('model', help='model file')
    add_dataset(parser, 'the one that trained the model')
    parser.add_argument('--split', choices=('train', 'test'), default='test', help='(test)')
    parser.add_argument(
        '--timesteps', type=number_list,
        help='operating points, for example 50,350 (default: all of the model)')
    parser.add_argument(
        '--seeds', type=seed_list, default=(0,),
        help='encoding seeds, for example 0,1,2 (default 0)')
    parser.add_argument('--samples', type=positive, help='use only the first SAMPLES')
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Measure and report."""
    model = Model.load(arguments.model)
    dataset = data_of(model, arguments.split, arguments.dataset)
    if arguments.samples:
        dataset = dataset.part(slice(0, arguments.samples))
    points = model.points
    if arguments.timesteps:
        points = tuple(model.point(count) for count in arguments.timesteps)
    measured = {}
    with progress_bar('Measuring', len(points) * len(dataset) * len(arguments.seeds)) as advance:
        for point in points:
            measured[point.timesteps] = measure(
                model, point, dataset, seeds=arguments.seeds, split=arguments.split,
                progress=advance)
    if arguments.json:
        print(json.dumps({
            **origin(), 'model': arguments.model, 'dataset': dataset.name,
            'split': arguments.split,
            'points': {count: asdict(record) for count, record in measured.items()}}))
    else:
        points_table(f'{arguments.model} on {dataset.name} ({arguments.split})', measured)
    return 0
