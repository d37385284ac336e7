# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent mission``: one mission with every operating point and with the controller."""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path
from typing import Any

from snn_agent.cli.mission_options import add_mission_options
from snn_agent.cli.mission_options import device_with_idle_power
from snn_agent.cli.mission_options import mission_settings
from snn_agent.cli.mission_options import robot_settings
from snn_agent.cli.mission_table import mission_table
from snn_agent.cli.model_data import data_of
from snn_agent.cli.options import add_dataset
from snn_agent.cli.options import add_json
from snn_agent.cli.options import positive
from snn_agent.cli.options import require_writable
from snn_agent.cli.origin import origin
from snn_agent.cli.progress import progress_bar
from snn_agent.control.mission import Mission
from snn_agent.control.mission import MissionSettings
from snn_agent.control.mission import point_costs
from snn_agent.control.mission import record_points
from snn_agent.control.mission import simulate
from snn_agent.control.mission import summarise_mission
from snn_agent.control.mission import sweep
from snn_agent.control.mission import TIMELINE
from snn_agent.control.mission import timeline
from snn_agent.engine import Model
from snn_agent.files import whole_file
from snn_agent.monitor.mission_report import draw_mission
from snn_agent.nodes.json_file import json_line
from snn_agent.nodes.json_file import write_json

HELP = """Simulate a robot on a mission, once with each operating point of a model and once with
the controller that adapts, on the same battery and the same samples. What each point does with
each sample comes from real runs; energy and latency are modelled for a device."""
EXAMPLE = """snn-agent mission mnist.npz --full-share 1 --output mission
snn-agent mission mnist.npz --full-share 1 --device stm32l452 --hours 2 --rate 1 --json"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument('model', help='model file with measured operating points')
    add_dataset(parser, 'the one that trained the model')
    parser.add_argument('--split', choices=('train', 'test'), default='test', help='(test)')
    parser.add_argument('--samples', type=positive, help='use only the first SAMPLES')
    add_mission_options(parser)
    parser.add_argument(
        '--output', type=Path,
        help='folder for summary.json, timeline.csv and mission.png (default: none are written)')
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Record, simulate, report."""
    settings, robot = mission_settings(arguments), robot_settings(arguments)
    profile, idle_w = device_with_idle_power(arguments)
    model = Model.load(arguments.model)
    costs = point_costs(model.points, profile, idle_w)
    dataset = data_of(model, arguments.split, arguments.dataset)
    if arguments.samples:
        dataset = dataset.part(slice(0, arguments.samples))
    if arguments.output:
        require_writable(arguments.output / 'summary.json')
    with progress_bar('Recording', len(model.points) * len(dataset)) as advance:
        records = record_points(
            model, model.points, dataset.images,
            [dataset.class_names[k] for k in dataset.labels], profile, progress=advance)
    shares = arguments.sweep or ()
    with progress_bar('Simulating', (len(records) + 1) * (1 + len(shares))) as advance:
        mission = simulate(costs, records, settings, robot, idle_w, advance)
        batteries = sweep(
            costs, records, settings, robot, idle_w, shares, advance) if shares else None
    report = {
        **origin(), 'model': str(arguments.model), 'checksum': model.checksum,
        'dataset': dataset.name, 'split': arguments.split, 'samples': len(dataset),
        'device_profile': profile.name,
        **summarise_mission(mission, settings, robot, costs, records), 'sweep': batteries}
    if arguments.output:
        _write(arguments.output, mission, settings, report)
    if arguments.json:
        print(json_line(report))
    else:
        mission_table(report)
    return 0


def _write(
    folder: Path, mission: Mission, settings: MissionSettings, report: dict[str, Any],
) -> None:
    """Write the three files."""
    write_json(folder / 'summary.json', report)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator='\n')
    writer.writerow(TIMELINE)
    writer.writerows(timeline(mission))
    with whole_file(folder / 'timeline.csv') as stream:
        stream.write(text.getvalue().encode())
    with whole_file(folder / 'mission.png') as stream:
        draw_mission(stream, mission, settings, report)
