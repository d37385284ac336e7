# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
The command ``snn-agent``: a table of commands and what they share.

A command is a module of this package with

- ``HELP: str``, what it does in a sentence or two,
- ``EXAMPLE: str``, one line or more that a user can type,
- ``add_arguments(parser)``, which declares its options (``--json`` among them),
- ``run(arguments) -> int``, which returns the exit code: 0 for success, 1 for failure.

Its module is imported when the command is used, so ``--help`` is quick and a missing optional
dependency stops only the command that needs it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
import importlib
import sys
from types import ModuleType

from snn_agent import __version__
from snn_agent.errors import SnnAgentError

__all__ = ['COMMANDS', 'main']

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130

COMMANDS: dict[str, str] = {
    'demo': 'run the whole graph on this machine and write a report',
    'train': 'train a model',
    'evaluate': 'measure the accuracy of a model',
    'explore': 'make operating points: analysis over timesteps, enhancement, trade-off',
    'mission': 'simulate a robot on its battery with each operating point and the controller',
    'bench': 'measure the speed of the engine',
    'doctor': 'say what is installed, what works and what to do',
}
"""Command -> one line for the overview; the module has the command's name."""


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run one command.

    :param argv: the words after the program's name; those of the process by default.
    :return: exit code: 0 ok, 1 failed, 2 wrong usage, 130 interrupted.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    parser = _build_parser(next((word for word in words if not word.startswith('-')), None))
    arguments = parser.parse_args(words)
    if arguments.command is None:
        parser.print_help()
        return EXIT_USAGE
    try:
        return int(arguments.run(arguments))
    except SnnAgentError as error:
        print(f'snn-agent {arguments.command}: {error}', file=sys.stderr)
        return EXIT_USAGE
    except OSError as error:
        print(f'snn-agent {arguments.command}: {error}', file=sys.stderr)
        return EXIT_FAILED
    except KeyboardInterrupt:
        print(f'snn-agent {arguments.command}: interrupted', file=sys.stderr)
        return EXIT_INTERRUPTED


def _build_parser(chosen: str | None) -> argparse.ArgumentParser:
    """Return the parser; only the chosen command's module is imported."""
    parser = argparse.ArgumentParser(
        prog='snn-agent',
        description='Spiking neural networks for ROS 2 robots, with timesteps that follow the '
                    'battery.',
        epilog='`snn-agent COMMAND --help` shows the options of a command and an example.')
    parser.add_argument('--version', action='version', version=f'snn_agent {__version__}')
    commands = parser.add_subparsers(dest='command', metavar='COMMAND', title='commands')
    for name, summary in COMMANDS.items():
        if name == chosen:
            _add_command(commands, name, summary, _load(name))
        else:
            commands.add_parser(name, help=summary)
    return parser


def _add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    summary: str,
    module: ModuleType,
) -> None:
    """Add the parser of the command that will run."""
    parser = commands.add_parser(
        name,
        help=summary,
        description=module.HELP,
        epilog=f'example:\n{_indent(module.EXAMPLE)}',
        formatter_class=argparse.RawDescriptionHelpFormatter)
    module.add_arguments(parser)
    parser.set_defaults(run=module.run)


def _load(name: str) -> ModuleType:
    """Import a command's module; a missing package becomes a plain message."""
    try:
        return importlib.import_module(f'snn_agent.cli.{name}')
    except ModuleNotFoundError as error:
        if (error.name or '').split('.')[0] == 'snn_agent':
            raise
        print(f'snn-agent {name}: the Python package {error.name!r} is not installed; '
              '`snn-agent doctor` says what to install', file=sys.stderr)
        raise SystemExit(EXIT_USAGE) from error


def _indent(text: str) -> str:
    """Return the lines of a text two spaces further in."""
    return '\n'.join(f'  {line}' for line in text.strip().splitlines())


if __name__ == '__main__':
    sys.exit(main())
