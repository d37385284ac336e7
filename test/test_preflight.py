# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What make says on a machine that lacks something."""

from __future__ import annotations

from pathlib import Path
import platform
import subprocess
import sys

import pytest

PREFLIGHT = Path(__file__).resolve().parents[1] / 'tools/preflight'


@pytest.fixture
def preflight(tmp_path, monkeypatch):
    """Return a function that runs the script; programs given as text come first in the PATH."""
    def run(python=sys.executable, ros='yes', **programs):
        for name, text in programs.items():
            program = tmp_path / name
            program.write_text(f'#!/bin/sh\n{text}\n')
            program.chmod(0o755)
        monkeypatch.setenv('PATH', str(tmp_path), prepend=':')
        return subprocess.run(
            ['sh', str(PREFLIGHT), python, ros], capture_output=True, text=True, timeout=30)
    return run


@pytest.mark.skipif(platform.machine() != 'x86_64', reason='ROS 2 wheels are for x86-64')
def test_this_machine_is_good_enough(preflight):
    result = preflight()
    assert (result.returncode, result.stderr) == (0, '')


def test_missing_python(preflight):
    result = preflight(python='python3.99')
    assert result.returncode == 1
    assert 'there is no python3.99' in result.stderr
    assert 'apt install python3' in result.stderr


def test_old_python(preflight):
    result = preflight(
        python='python3', python3='case "$2" in *print*) echo 3.8;; *) exit 1; esac')
    assert result.returncode == 1
    assert 'version 3.8' in result.stderr
    assert 'make PYTHON=' in result.stderr


def test_python_without_venv(preflight):
    result = preflight(
        python='python3',
        python3='case "$2" in *print*) echo 3.12;; *ensurepip*) exit 1;; *) exit 0; esac')
    assert result.returncode == 1
    assert 'apt install python3.12-venv' in result.stderr


def test_other_processor_is_told_what_to_do(preflight):
    result = preflight(uname='echo Linux aarch64')
    assert result.returncode == 1
    assert 'Linux aarch64' in result.stderr
    assert 'colcon build' in result.stderr
    assert 'make ROS=no test' in result.stderr


def test_other_processor_without_ros_is_fine(preflight):
    assert preflight(ros='no', uname='echo Linux aarch64').returncode == 0
