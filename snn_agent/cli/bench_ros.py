# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent bench ros``: the latency from image to decision between two processes."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
import sys
import tempfile
import time
from typing import Any

from rich.console import Console
from rich.table import Table

from snn_agent.cli.demo_model import obtain_demo_model
from snn_agent.cli.options import add_dataset
from snn_agent.cli.options import add_json
from snn_agent.cli.origin import origin
from snn_agent.cli.progress import progress_bar
from snn_agent.cli.supervisor import graph_environment
from snn_agent.cli.supervisor import Supervisor
from snn_agent.datasets import default_dataset
from snn_agent.engine import Model
from snn_agent.errors import ConfigurationError
from snn_agent.graph import bench_graph

__all__ = ['EXAMPLE', 'HELP', 'add_arguments', 'run']

HELP = """Measure the round trip from image to decision through ROS: one process publishes real
images, another runs the agent. Reports latency percentiles, dropped images and the agent's
memory."""
EXAMPLE = 'snn-agent bench ros --seconds 300 --rate 30 --json'

EXIT_FAILED = 1
LOOK_PERIOD_S = 0.25
START_AND_END_S = 120.0
"""Time that both processes may take to start (the first start compiles the engine) and end."""
MIB = 2**20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument('--seconds', type=float, default=60.0, help='how long (default: 60)')
    parser.add_argument('--rate', type=float, default=30.0, help='images per second (default: 30)')
    parser.add_argument('--model', type=Path,
                        help='model file (default: that of the demo, trained at first use)')
    parser.add_argument('--timesteps', type=int, default=0,
                        help='operating point (default: the one with the most timesteps)')
    parser.add_argument('--learn', action='store_true', help='with on-line learning')
    add_dataset(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Measure and print; 0 if every image was answered, 1 if a node failed or images dropped."""
    for option, value, limit in (
            ('--seconds', arguments.seconds, 86_400), ('--rate', arguments.rate, 1000)):
        if not 0.1 <= value <= limit:
            raise ConfigurationError(option, value, f'a number from 0.1 to {limit}')
    dataset = arguments.dataset or default_dataset()
    path = arguments.model or obtain_demo_model(dataset, 0)
    model = Model.load(path)
    point = model.point(arguments.timesteps) if arguments.timesteps else model.full_point
    agent = {
        'autostart': True, 'model.path': str(path.resolve()),
        'learning.enabled': arguments.learn, 'timesteps': point.timesteps}
    probe = {'dataset': dataset, 'rate_hz': arguments.rate, 'duration_s': arguments.seconds}
    with tempfile.TemporaryDirectory(prefix='snn_agent_bench_') as folder:
        figures, failure = _measure(Path(folder), agent, probe)
    if figures is None:
        print(f'snn-agent bench ros: {failure}', file=sys.stderr)
        return EXIT_FAILED
    figures = {**origin(), 'dataset': dataset, 'model': str(path),
               'neurons': model.spec.dense.n_outputs, 'timesteps': point.timesteps,
               'learning': arguments.learn, **figures}
    print(json.dumps(figures)) if arguments.json else _print(figures)
    return EXIT_FAILED if figures['dropped'] else 0


def _measure(
    folder: Path, agent: dict[str, Any], probe: dict[str, Any]
) -> tuple[dict[str, Any] | None, str]:
    """Run agent and probe; return the figures, or None and what went wrong."""
    report = folder / 'report.json'
    with Supervisor(folder, graph_environment(folder)) as nodes:
        nodes.start(bench_graph(parameters={'agent': agent})[:1])
        probe = {**probe, 'report.path': str(report), 'agent.pid': nodes.process_ids['/agent'],
                 'agent.timeout_s': START_AND_END_S}
        nodes.start(bench_graph(parameters={'latency_probe': probe})[1:])
        _await_end(nodes, probe['duration_s'])
        deaths = {death.name: death for death in nodes.deaths()}
    failed = [str(death) for death in deaths.values()
              if death.name != '/latency_probe' or death.exit_code != 0]
    if failed:
        return None, '\n'.join(failed)
    if not report.exists():
        return None, f'no figures within {START_AND_END_S:.0f} s after the time of measuring'
    return json.loads(report.read_text(encoding='utf-8')), ''


def _await_end(nodes: Supervisor, seconds: float) -> None:
    """Wait until the first node has ended, with a progress bar over the time of measuring."""
    end = time.monotonic() + seconds + START_AND_END_S
    shown = 0
    with progress_bar('Measuring (s)', max(1, round(seconds))) as advance:
        start = time.monotonic()
        while not nodes.deaths() and time.monotonic() < end:
            time.sleep(LOOK_PERIOD_S)
            elapsed = min(int(time.monotonic() - start), round(seconds))
            advance(elapsed - shown)
            shown = elapsed


def _print(figures: dict[str, Any]) -> None:
    """Print the figures for people."""
    table = Table(title='Image to decision, two processes', show_header=False)
    for name in ('latency_p50_s', 'latency_p90_s', 'latency_p99_s', 'latency_max_s'):
        table.add_row(name.removesuffix('_s').replace('_', ' '), f'{1e3 * figures[name]:.2f} ms')
    table.add_row('network', f'{figures["neurons"]} neurons, {figures["timesteps"]} timesteps')
    table.add_row('images', f'{figures["sent"]} at {figures["rate_hz"]:g} Hz')
    table.add_row('dropped', str(figures['dropped']))
    if 'agent_memory_last_bytes' in figures:
        first, last = figures['agent_memory_first_bytes'], figures['agent_memory_last_bytes']
        table.add_row('memory of the agent', f'{first / MIB:.1f} to {last / MIB:.1f} MiB')
    Console().print(table)
