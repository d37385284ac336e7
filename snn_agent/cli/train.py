# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent train``: train a model by STDP and measure it on the test data."""

from __future__ import annotations

import argparse
from dataclasses import asdict
import json
from pathlib import Path
import time

from snn_agent.cli.options import add_dataset
from snn_agent.cli.options import add_json
from snn_agent.cli.options import positive
from snn_agent.cli.options import require_writable
from snn_agent.cli.options import seed
from snn_agent.cli.origin import origin
from snn_agent.cli.progress import progress_bar
from snn_agent.datasets import default_dataset
from snn_agent.datasets import load_dataset
from snn_agent.engine import OperatingPoint
from snn_agent.timestep import measure
from snn_agent.timestep import point_to_train
from snn_agent.training import enough_epochs
from snn_agent.training import FULL_TIMESTEPS
from snn_agent.training import RULES
from snn_agent.training import train

HELP = ('Train a single-layer spiking network by spike-timing-dependent plasticity, label its '
        'neurons from training data, and measure it once on the test data.')
EXAMPLE = 'snn-agent train --dataset mnist --neurons 400 --epochs 1 --seed 0 --output mnist.npz'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_dataset(parser)
    parser.add_argument('--neurons', type=positive, default=400, help='neurons (default 400)')
    parser.add_argument(
        '--epochs', type=positive,
        help='passes over the data (default: 1, or as many as show 20,000 samples)')
    parser.add_argument(
        '--rule', choices=tuple(RULES), default='pair',
        help='learning rule: pair learns at every spike (default), windowed once per window of '
             'time, with fewer changes of weights')
    parser.add_argument('--seed', type=seed, default=0, help='seed; same seed, same weights (0)')
    parser.add_argument(
        '--timesteps', type=positive, default=FULL_TIMESTEPS,
        help=f'timesteps per sample (default {FULL_TIMESTEPS}); fewer come with the parameters '
             'that suit them')
    parser.add_argument(
        '--plain', action='store_true',
        help=f'keep the parameters of {FULL_TIMESTEPS} timesteps, to compare')
    parser.add_argument(
        '--samples', type=positive, help='use only the first SAMPLES of the training data')
    parser.add_argument(
        '--output', type=Path, help='model file (default DATASET-nNEURONS-sSEED.npz)')
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Train, measure, save, report."""
    name = arguments.dataset or default_dataset()
    training = load_dataset(name, 'train')
    if arguments.samples:
        training = training.part(slice(0, arguments.samples))
    test = load_dataset(name, 'test')
    output = arguments.output or Path(f'{name}-n{arguments.neurons}-s{arguments.seed}.npz')
    require_writable(output)
    epochs = arguments.epochs or enough_epochs(len(training))
    start = time.perf_counter()
    total = len(training) * epochs + min(10_000, len(training))
    with progress_bar('Training', total) as advance:
        model = train(
            training, arguments.neurons, epochs=epochs, seed=arguments.seed,
            point=_point(arguments), rule=arguments.rule, progress=advance,
            provenance={'dataset': name, **origin()})
    seconds = time.perf_counter() - start
    model.save(output)
    with progress_bar('Testing', len(test)) as advance:
        measured = measure(
            model, model.full_point, test, seeds=(arguments.seed,), split='test',
            progress=advance)
    if arguments.json:
        print(json.dumps({
            'model': str(output), 'checksum': model.checksum, 'training_seconds': seconds,
            'provenance': model.provenance, 'test': asdict(measured)}))
    else:
        print(
            f'{output}: {arguments.neurons} neurons, {measured.accuracy:.2%} on '
            f'{measured.samples} test samples of {name} '
            f'(95%: {measured.accuracy_low:.2%} to {measured.accuracy_high:.2%}), '
            f'{seconds:.1f} s for training, {measured.latency_s * 1e3:.3f} ms per sample')
    return 0


def _point(arguments: argparse.Namespace) -> OperatingPoint:
    timesteps = arguments.timesteps
    return OperatingPoint(timesteps) if arguments.plain else point_to_train(timesteps)
