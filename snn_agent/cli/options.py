# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Options and number types that several commands share."""

from __future__ import annotations

import argparse

from snn_agent.datasets import DATASET_NAMES

__all__ = ['add_dataset', 'add_json', 'number_list', 'positive', 'seed']


def positive(text: str) -> int:
    """Return a whole number of 1 or more."""
    return _whole(text, 1)


def seed(text: str) -> int:
    """Return a whole number of 0 or more."""
    return _whole(text, 0)


def number_list(text: str) -> tuple[int, ...]:
    """Return whole numbers of 1 or more that commas separate."""
    return tuple(positive(part) for part in text.split(','))


def add_dataset(parser: argparse.ArgumentParser) -> None:
    """Declare --dataset."""
    parser.add_argument(
        '--dataset', choices=DATASET_NAMES,
        help='data set (default: mnist where its files are found, else digits)')


def add_json(parser: argparse.ArgumentParser) -> None:
    """Declare --json."""
    parser.add_argument('--json', action='store_true', help='print one JSON object for machines')


def _whole(text: str, smallest: int) -> int:
    """Return a whole number of at least the smallest; argparse shows the message otherwise."""
    try:
        value = int(text)
    except ValueError:
        value = smallest - 1
    if value < smallest:
        raise argparse.ArgumentTypeError(
            f'got {text!r}, expected a whole number of {smallest} or more')
    return value
