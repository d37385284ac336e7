# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent bench engine``: time per sample, memory and start of the engine."""

from __future__ import annotations

import argparse
from collections.abc import Callable
import json
import os
import resource
import subprocess
import sys
from typing import Any

import numba
import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from snn_agent.cli.options import add_dataset
from snn_agent.cli.options import add_json
from snn_agent.cli.options import number_list
from snn_agent.cli.options import positive
from snn_agent.cli.options import seed
from snn_agent.cli.origin import origin
from snn_agent.cli.progress import progress_bar
from snn_agent.datasets import default_dataset
from snn_agent.datasets import ImageDataset
from snn_agent.datasets import load_dataset
from snn_agent.engine import Engine
from snn_agent.nodes.json_file import json_line
from snn_agent.training import FULL_TIMESTEPS
from snn_agent.training import untrained_model

__all__ = ['add_arguments', 'run']

_START = """
import json, time
begin = time.perf_counter()
from snn_agent.engine import Engine, kernel
from snn_agent.datasets import load_dataset
from snn_agent.training import untrained_model
Engine(untrained_model(load_dataset({dataset!r}, 'test'), 400, seed=0)).warm_up()
print(json.dumps({{
    'seconds': time.perf_counter() - begin,
    'compiled': sum(kernel.run_rate_coded.stats.cache_misses.values())}}))
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_dataset(parser)
    parser.add_argument(
        '--neurons', type=number_list, default=(100, 400, 1600),
        help='network sizes (default 100,400,1600)')
    parser.add_argument(
        '--timesteps', type=positive, default=FULL_TIMESTEPS,
        help=f'(default {FULL_TIMESTEPS})')
    parser.add_argument(
        '--samples', type=positive, default=2000, help='samples timed per size and mode (2000)')
    parser.add_argument(
        '--soak', type=seed, default=0, metavar='SAMPLES',
        help='learn this many more samples with the first size and report the growth of memory')
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Measure on one core and report."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    name = arguments.dataset or default_dataset()
    dataset = load_dataset(name, 'test')
    total = 3 * arguments.samples * len(arguments.neurons) + arguments.soak
    with progress_bar('Timing', total) as advance:
        rows = [_time(dataset, n, arguments, advance) for n in arguments.neurons]
        growth = _soak(dataset, arguments, advance)
    report = {
        **origin(), 'numba': numba.__version__, 'dataset': name, 'timesteps': arguments.timesteps,
        'samples': arguments.samples, 'threads': 1, 'sizes': rows,
        'peak_memory_mb': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        'soak_samples': arguments.soak, 'soak_growth_mb': growth, 'second_start': _start(name),
    }
    if arguments.json:
        print(json_line(report))
    else:
        _show(report)
    return 0


def _time(
    dataset: ImageDataset, neurons: int, arguments: argparse.Namespace,
    advance: Callable[[int], None],
) -> dict[str, float]:
    """Return the median seconds per sample of a network that has learned a little."""
    engine = Engine(untrained_model(dataset, neurons, seed=0, timesteps=arguments.timesteps))
    engine.warm_up()
    medians = []
    for learn in (True, True, False):
        seconds = []
        for k in range(arguments.samples):
            image = dataset.images[k % len(dataset)]
            seconds.append(engine.run(image, sample=k, learn=learn).latency_s)
            advance(1)
        medians.append(float(np.median(seconds)) * 1e3)
    return {'neurons': neurons, 'training_ms': medians[1], 'inference_ms': medians[2]}


def _soak(
    dataset: ImageDataset, arguments: argparse.Namespace, advance: Callable[[int], None],
) -> float:
    """Return by how many megabytes the process grew while it learned, NaN if not asked."""
    if arguments.soak == 0:
        return float('nan')
    engine = Engine(
        untrained_model(dataset, arguments.neurons[0], seed=0, timesteps=arguments.timesteps))
    start = 0
    for k in range(arguments.soak):
        engine.run(dataset.images[k % len(dataset)], sample=k, learn=True)
        if k == min(100, arguments.soak - 1):
            start = _resident_bytes()
        advance(1)
    return (_resident_bytes() - start) / 2**20


def _resident_bytes() -> int:
    """Return the memory this process holds now."""
    with open('/proc/self/statm', encoding='ascii') as statm:
        return int(statm.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')


def _start(dataset: str) -> dict[str, float]:
    """Return how long a fresh process takes until the engine is ready, kernels cached."""
    done = subprocess.run(
        [sys.executable, '-c', _START.format(dataset=dataset)], check=True, capture_output=True,
        text=True)
    return dict(json.loads(done.stdout))


def _show(report: dict[str, Any]) -> None:
    """Print the table for people."""
    table = Table(
        title=f'{report["timesteps"]} timesteps, encoding included, one core',
        box=box.SIMPLE)
    for heading in ('neurons', 'training, ms per sample', 'inference, ms per sample'):
        table.add_column(heading, justify='right')
    for row in report['sizes']:
        table.add_row(
            str(row['neurons']), f'{row["training_ms"]:.3f}', f'{row["inference_ms"]:.3f}')
    console = Console()
    console.print(table)
    start = report['second_start']
    console.print(
        f'peak memory {report["peak_memory_mb"]:.0f} MB · second start ready in '
        f'{start["seconds"]:.2f} s, {start["compiled"]} kernels compiled')
    if report['soak_samples']:
        console.print(
            f'memory growth over {report["soak_samples"]:,} samples: '
            f'{report["soak_growth_mb"]:.1f} MB')
