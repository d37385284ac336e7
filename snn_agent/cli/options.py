# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Options and number types that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from collections.abc import Mapping
import math
from pathlib import Path
import tempfile

from snn_agent.datasets import DATASET_NAMES
from snn_agent.errors import ConfigurationError

__all__ = [
    'above_zero', 'above_zero_list', 'add_dataset', 'add_json', 'defaults_of', 'number_list',
    'positive', 'require_unused', 'require_writable', 'seed', 'seed_list', 'share', 'zero_or_more']


def positive(text: str) -> int:
    """Return a whole number of 1 or more."""
    return _whole(text, 1)


def seed(text: str) -> int:
    """Return a whole number of 0 or more."""
    return _whole(text, 0)


def above_zero(text: str) -> float:
    """Return a finite number above 0."""
    return _number(text, lambda value: 0 < value < math.inf, 'a finite number above 0')


def above_zero_list(text: str) -> tuple[float, ...]:
    """Return finite numbers above 0 that commas separate."""
    return tuple(above_zero(part) for part in text.split(','))


def zero_or_more(text: str) -> float:
    """Return a finite number of 0 or more."""
    return _number(text, lambda value: 0 <= value < math.inf, 'a finite number, 0 or more')


def share(text: str) -> float:
    """Return a number from 0 to 1."""
    return _number(text, lambda value: 0 <= value <= 1, 'a number from 0 to 1')


def number_list(text: str) -> tuple[int, ...]:
    """Return whole numbers of 1 or more that commas separate."""
    return tuple(positive(part) for part in text.split(','))


def seed_list(text: str) -> tuple[int, ...]:
    """Return whole numbers of 0 or more that commas separate."""
    return tuple(seed(part) for part in text.split(','))


def require_writable(path: Path) -> None:
    """
    Make the folder of an output file, before the work that will fill it.

    :raises ConfigurationError: if the file could not be written there.
    """
    folder = path.absolute().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise ConfigurationError(
            '--output', str(path), f'a file in a folder that can be written ({error})') from error
    if path.is_dir():
        raise ConfigurationError('--output', str(path), 'a file, not a folder')


def defaults_of(group: argparse._ArgumentGroup) -> dict[str, object]:
    """Return the default of each option of a group, by the name of its value."""
    return {action.dest: action.default for action in group._group_actions}


def require_unused(
    arguments: argparse.Namespace, defaults: Mapping[str, object], reason: str,
) -> None:
    """
    Check that options which would do nothing were not given.

    :param defaults: what defaults_of returned for them.
    :param reason: why they would do nothing.
    :raises ConfigurationError: if one has another value.
    """
    for name, default in defaults.items():
        value = getattr(arguments, name)
        if value != default:
            raise ConfigurationError(
                f'--{name.replace("_", "-")}', value, f'nothing here: {reason}')


def add_dataset(
    parser: argparse.ArgumentParser,
    default: str = 'mnist where its files are found, else digits',
) -> None:
    """Declare --dataset."""
    parser.add_argument(
        '--dataset', choices=DATASET_NAMES, help=f'data set (default: {default})')


def add_json(parser: argparse.ArgumentParser) -> None:
    """Declare --json."""
    parser.add_argument('--json', action='store_true', help='print one JSON object for machines')


def _number(text: str, is_allowed: Callable[[float], bool], expected: str) -> float:
    """Return a number within limits; argparse shows the message otherwise."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not is_allowed(value):
        raise argparse.ArgumentTypeError(f'got {text!r}, expected {expected}')
    return value


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
