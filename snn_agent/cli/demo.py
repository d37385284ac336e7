# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The command ``demo``: a robot, an agent that adapts and one that does not, side by side."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
import json
from pathlib import Path
import shutil
import signal
import sys
from typing import Any

from rich.console import Console

from snn_agent.cli.demo_model import obtain_demo_model
from snn_agent.cli.demo_watch import watch
from snn_agent.cli.model_data import data_of
from snn_agent.cli.options import add_dataset
from snn_agent.cli.options import add_json
from snn_agent.cli.options import seed
from snn_agent.cli.origin import origin
from snn_agent.cli.supervisor import graph_environment
from snn_agent.cli.supervisor import require_ros
from snn_agent.cli.supervisor import Supervisor
from snn_agent.datasets import default_dataset
from snn_agent.energy import load_profile
from snn_agent.engine import Model
from snn_agent.errors import ConfigurationError
from snn_agent.graph import demo_graph
from snn_agent.graph import NodeSpec
from snn_agent.monitor import History
from snn_agent.monitor import outcome
from snn_agent.monitor import summarise
from snn_agent.monitor.report import draw_report
from snn_agent.nodes.json_file import write_json

__all__ = ['EXAMPLE', 'HELP', 'add_arguments', 'run']

HELP = """Run the whole graph on this machine: a simulated robot whose camera shows real images and
whose battery drains, an agent that computes fewer timesteps as it drains, and for comparison an
agent that always computes all of them. Writes a summary and a picture."""
EXAMPLE = 'snn-agent demo\nsnn-agent demo --seconds 60 --dataset digits'

EXIT_FAILED = 1
EXIT_INTERRUPTED = 130

BATTERY_CAPACITY_AH = 2.0
BATTERY_MEAN_V = 3.5
BASE_LOAD_W = 2.0
USED_CHARGE = 0.95
"""Share of the battery that the demo uses."""
START_S = 5.0
"""What the nodes need until the first result, about; the battery drains from the start."""
POLICY = {'policy.accuracy_loss': 0.03, 'policy.energy_weight': 0.15}
"""More eager to save than the defaults, so that two minutes show every step of the way."""
WINDOW_S = 5.0
"""Time over which the live view and the picture average."""
MIN_LATENCY_WINDOW = 10

_AGENTS = ('adaptive', 'fixed')


@dataclass(frozen=True, slots=True)
class _Plan:
    """
    Say what will run.

    :param model: file of the model.
    :param dataset: what the camera shows.
    :param seconds: how long, from the first result.
    :param seed: order of the images and spikes.
    :param rate_hz: images per second.
    :param profile: device profile of the modelled energy.
    :param folder: where everything is written.
    """

    model: Path
    dataset: str
    seconds: float
    seed: int
    rate_hz: float
    profile: str
    folder: Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument('--seconds', type=float, default=120.0, help='how long (default: 120)')
    add_dataset(parser)
    parser.add_argument(
        '--model', type=Path, help='model file (default: one is trained at first use and kept)')
    parser.add_argument('--seed', type=seed, default=0, help='seed of images and spikes')
    parser.add_argument('--rate', type=float, default=30.0, help='images per second (default: 30)')
    parser.add_argument('--profile', default='stm32l452',
                        help='device profile of the modelled energy (default: stm32l452)')
    parser.add_argument('--output', type=Path, default=Path('demo_report'),
                        help='folder of the report (default: demo_report)')
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the demo; 0 if all went well, 1 if a node died or nothing was classified."""
    require_ros()
    plan = _plan(arguments)
    console = Console(stderr=arguments.json)
    adaptive, fixed = (History(plan.folder / f'{name}.jsonl') for name in _AGENTS)
    for number in (signal.SIGINT, signal.SIGTERM):    # a shell's background job ignores SIGINT
        signal.signal(number, signal.default_int_handler)
    environment = graph_environment(plan.folder / 'logs' / 'ros')
    code = 0
    with Supervisor(plan.folder / 'logs', environment) as nodes:
        nodes.start(_graph(plan))
        title = f'snn_agent demo: {plan.dataset}, ROS_DOMAIN_ID={environment["ROS_DOMAIN_ID"]}'
        console.print(f'{title}; starting {len(nodes.process_ids)} nodes ...', highlight=False)
        try:
            failure = watch(nodes, adaptive, fixed, plan.seconds, console, title)
        except KeyboardInterrupt:
            failure, code = 'interrupted', EXIT_INTERRUPTED
    summary = _report(plan, adaptive, fixed)
    if summary is None and not failure:
        failure = 'no image was classified'
    if summary is not None:
        _print(summary, plan.folder, console, arguments.json)
    if failure:
        print(f'snn-agent demo: {failure}', file=sys.stderr)
        return code or EXIT_FAILED
    return 0


def _plan(arguments: argparse.Namespace) -> _Plan:
    """
    Check the options, make the model and the empty folders.

    :raises ConfigurationError: if an option is out of its limits.
    :raises ModelFormatError: if the model file cannot be used.
    """
    for option, value, limit in (
            ('--seconds', arguments.seconds, 86_400), ('--rate', arguments.rate, 1000)):
        if not 0 < value <= limit:
            raise ConfigurationError(option, value, f'a number above 0, up to {limit}')
    load_profile(arguments.profile)
    if arguments.model is None:
        dataset = arguments.dataset or default_dataset()
        model = obtain_demo_model(dataset, arguments.seed)
    else:
        dataset, model = _dataset_of(arguments.model, arguments.dataset), arguments.model
    folder = arguments.output
    try:
        shutil.rmtree(folder / 'logs', ignore_errors=True)
        (folder / 'logs').mkdir(parents=True)
        for name in (*(f'{agent}.jsonl' for agent in _AGENTS), 'summary.json', 'report.png'):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise ConfigurationError(
            '--output', str(folder), f'a folder that can be written to ({error})') from error
    return _Plan(model.resolve(), dataset, arguments.seconds, arguments.seed, arguments.rate,
                 arguments.profile, folder.resolve())


def _dataset_of(path: Path, asked: str | None) -> str:
    """
    Return the data set to show to a model.

    :raises ConfigurationError: if the model does not know its classes.
    :raises DataError: if it is not named or cannot be used.
    """
    model = Model.load(path)
    dataset = data_of(model, 'test', asked)
    if not set(dataset.class_names) <= set(model.labels):
        raise ConfigurationError(
            '--dataset', dataset.name, f'images of the classes {", ".join(model.labels)}')
    return dataset.name


def _graph(plan: _Plan) -> tuple[NodeSpec, ...]:
    """Return the nodes with the demo's parameters."""
    drained_j = USED_CHARGE * BATTERY_CAPACITY_AH * 3600 * BATTERY_MEAN_V
    return demo_graph(parameters={
        'agent': {
            'autostart': True, 'model.path': str(plan.model), 'engine.seed': plan.seed,
            'learning.enabled': True},
        'controller': {**POLICY, 'energy.profile': plan.profile},
        'telemetry': {
            **_files(plan, 'adaptive'), 'energy.profile': plan.profile, 'window_s': WINDOW_S,
            'latency.window': max(MIN_LATENCY_WINDOW, round(WINDOW_S * plan.rate_hz))},
        'fixed/telemetry': _files(plan, 'fixed'),
        'robot_sim': {
            'dataset': plan.dataset, 'rate_hz': plan.rate_hz, 'seed': plan.seed,
            'battery.capacity_ah': BATTERY_CAPACITY_AH, 'battery.base_load_w': BASE_LOAD_W,
            'battery.acceleration': drained_j / (BASE_LOAD_W * (plan.seconds + START_S))},
    })


def _files(plan: _Plan, agent: str) -> dict[str, str]:
    """Return where a telemetry node writes."""
    return {'record.path': str(plan.folder / f'{agent}.jsonl'),
            'summary.path': str(plan.folder / 'logs' / f'{agent}.json')}


def _report(plan: _Plan, adaptive: History, fixed: History) -> dict[str, Any] | None:
    """Write summary and picture from what there is; None if the agent classified nothing."""
    try:
        adaptive_end, fixed_end = (
            json.loads((plan.folder / 'logs' / f'{agent}.json').read_text(encoding='utf-8'))
            for agent in _AGENTS)
    except FileNotFoundError:
        return None
    adaptive.update()
    fixed.update()
    if not adaptive_end['samples']:
        return None
    summary = summarise(adaptive_end, fixed_end, adaptive, {
        **origin(), 'dataset': plan.dataset, 'seed': plan.seed, 'rate_hz': plan.rate_hz})
    write_json(plan.folder / 'summary.json', summary)
    draw_report(plan.folder / 'report.png', adaptive, fixed, summary)
    return summary


def _print(summary: dict[str, Any], folder: Path, console: Console, as_json: bool) -> None:
    """Print the outcome and where the report is."""
    if as_json:
        print(json.dumps(summary, indent=2))
    else:
        console.print(outcome(summary))
    console.print(f'Report: {folder}/report.png and summary.json', highlight=False, soft_wrap=True)
