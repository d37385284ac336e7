# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The command line's frame: exit codes, messages, help."""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import types

import pytest

from snn_agent import __version__
from snn_agent.cli import main as main_module
from snn_agent.cli.main import COMMANDS
from snn_agent.cli.main import main
from snn_agent.errors import ConfigurationError


def command(monkeypatch, run):
    """Put a command's module in place of the doctor's."""
    module = types.SimpleNamespace(
        HELP='Help.', EXAMPLE='snn-agent doctor', add_arguments=lambda parser: None, run=run)
    monkeypatch.setattr(main_module, '_load', lambda name: module)


def test_version(capsys):
    with pytest.raises(SystemExit) as stop:
        main(['--version'])
    assert stop.value.code == 0
    assert capsys.readouterr().out.split() == ['snn_agent', __version__]


def test_help_names_every_command_and_imports_none():
    code = (
        'import sys; from snn_agent.cli.main import main\n'
        'try: main(["--help"])\n'
        'finally: print(sorted(set(sys.modules) & {"numpy", "numba", "rich", "rclpy"}))')
    result = subprocess.run(
        [sys.executable, '-c', code], capture_output=True, text=True, timeout=30)
    assert result.returncode == 0
    assert result.stdout.splitlines()[-1] == '[]'
    assert all(f'    {name} ' in result.stdout for name in COMMANDS)


def test_no_command_prints_the_help_and_is_wrong_usage(capsys):
    assert main([]) == 2
    assert 'COMMAND' in capsys.readouterr().out


def test_unknown_command_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as stop:
        main(['fly'])
    assert stop.value.code == 2
    assert "'fly'" in capsys.readouterr().err


def test_exit_code_of_the_command_is_returned(monkeypatch):
    command(monkeypatch, lambda arguments: 1)
    assert main(['doctor']) == 1


def test_users_mistake_is_one_line_and_exit_code_2(monkeypatch, capsys):
    def run(arguments):
        raise ConfigurationError('--seconds', -1, 'a number above 0')
    command(monkeypatch, run)
    assert main(['doctor']) == 2
    error = capsys.readouterr().err
    assert error == 'snn-agent doctor: --seconds: got -1, expected a number above 0\n'


def test_full_disk_is_one_line_and_exit_code_1(monkeypatch, capsys):
    def run(arguments):
        raise OSError(28, 'No space left on device', 'model.npz')
    command(monkeypatch, run)
    assert main(['doctor']) == 1
    assert capsys.readouterr().err.count('\n') == 1


def test_interrupt_is_one_line_and_exit_code_130(monkeypatch, capsys):
    def run(arguments):
        raise KeyboardInterrupt
    command(monkeypatch, run)
    assert main(['doctor']) == 130
    assert capsys.readouterr().err == 'snn-agent doctor: interrupted\n'


def test_missing_package_is_named(monkeypatch, capsys):
    def missing(name):
        raise ModuleNotFoundError("No module named 'rich'", name='rich.live')
    monkeypatch.setattr(importlib, 'import_module', missing)
    with pytest.raises(SystemExit) as stop:
        main(['demo'])
    assert stop.value.code == 2
    assert "'rich.live' is not installed" in capsys.readouterr().err


def variants(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """Return the parsers below a parser that has some, the parser itself otherwise."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return list(action.choices.values())
    return [parser]


@pytest.mark.parametrize('name', sorted(COMMANDS))
def test_command_has_help_an_example_and_json(name):
    module = importlib.import_module(f'snn_agent.cli.{name}')
    assert module.HELP.strip().endswith('.')
    for line in module.EXAMPLE.strip().splitlines():
        assert line.strip().startswith(f'snn-agent {name}')
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    for variant in variants(parser):
        options = {word for action in variant._actions for word in action.option_strings}
        assert '--json' in options
        assert all(action.help for action in variant._actions)


def test_module_starts_the_same_command():
    result = subprocess.run(
        [sys.executable, '-m', 'snn_agent', '--version'],
        capture_output=True, text=True, timeout=30)
    assert result.stdout.split() == ['snn_agent', __version__]
