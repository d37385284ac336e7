# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""``snn-agent bench``: how fast the engine is, alone and through ROS."""

from __future__ import annotations

import argparse
import importlib

HELP = 'Measure speed and memory: of the engine alone, or from image to label through ROS.'
EXAMPLE = 'snn-agent bench engine --json\nsnn-agent bench ros --seconds 60'

_TARGETS = {
    'engine': 'time per sample, memory and start of the engine',
    'ros': 'latency from image to label through two processes',
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be measured and the options of each."""
    targets = parser.add_subparsers(dest='target', metavar='WHAT', required=True)
    for name, summary in _TARGETS.items():
        module = importlib.import_module(f'snn_agent.cli.bench_{name}')
        target = targets.add_parser(name, help=summary, description=summary)
        module.add_arguments(target)
        target.set_defaults(measure=module.run)


def run(arguments: argparse.Namespace) -> int:
    """Measure and report."""
    return int(arguments.measure(arguments))
