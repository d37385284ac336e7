# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Processes are started, watched and stopped, whatever they do with the signals."""

from __future__ import annotations

import os
from pathlib import Path
import signal
import socket
import subprocess
import sys
import time

import pytest
import yaml

from snn_agent.cli import supervisor as supervisor_module
from snn_agent.cli.supervisor import free_domain_id
from snn_agent.cli.supervisor import graph_environment
from snn_agent.cli.supervisor import require_ros
from snn_agent.cli.supervisor import Supervisor
from snn_agent.errors import ConfigurationError
from snn_agent.errors import SnnAgentError
from snn_agent.graph import NodeSpec

WAITS = 'import time; print("ready", flush=True); time.sleep(60)'
STUBBORN = 'import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); ' + WAITS
DEAF = 'import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); ' + STUBBORN


@pytest.fixture
def supervise(tmp_path, monkeypatch):
    """Return a function that starts programs, given as source text, under one supervisor."""
    monkeypatch.setattr(supervisor_module, 'STOP_STAGES', (
        (signal.SIGINT, 1.0), (signal.SIGTERM, 1.0), (signal.SIGKILL, 5.0)))
    monkeypatch.setattr(
        supervisor_module, '_command', lambda spec, path: [sys.executable, '-c', spec.executable])
    supervisors = []

    def start(**programs):
        supervisors.append(Supervisor(tmp_path, os.environ))
        supervisors[-1].start(NodeSpec(source, name) for name, source in programs.items())
        return supervisors[-1]

    yield start
    for supervisor in supervisors:
        supervisor.stop()


def wait_until(condition, timeout=20.0):
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, 'timed out'
        time.sleep(0.01)


def wait_for_text(path: Path, text: str):
    wait_until(lambda: path.exists() and text in path.read_text())


def test_running_nodes_are_no_deaths_and_sigint_stops_them(supervise, tmp_path):
    nodes = supervise(a=WAITS, b=WAITS)
    wait_for_text(tmp_path / 'a.log', 'ready')
    wait_for_text(tmp_path / 'b.log', 'ready')
    assert nodes.deaths() == []
    codes = nodes.stop()
    assert set(codes) == {'/a', '/b'}
    assert all(code in (1, -signal.SIGINT) for code in codes.values())


@pytest.mark.parametrize('program, last_signal', [
    (STUBBORN, signal.SIGTERM), (DEAF, signal.SIGKILL)])
def test_node_that_ignores_a_signal_gets_the_next(supervise, tmp_path, program, last_signal):
    nodes = supervise(a=program)
    wait_for_text(tmp_path / 'a.log', 'ready')
    assert nodes.stop() == {'/a': -last_signal}


def test_node_that_ended_is_reported_with_its_last_lines(supervise):
    nodes = supervise(a="print('first'); raise SystemExit('the model is missing')", b=WAITS)
    wait_until(nodes.deaths)
    (death,) = nodes.deaths()
    assert (death.name, death.exit_code) == ('/a', 1)
    assert death.last_lines.splitlines() == ['first', 'the model is missing']
    assert 'node /a ended with exit code 1' in str(death)


def test_stopping_twice_is_harmless(supervise):
    nodes = supervise(a='pass')
    wait_until(nodes.deaths)
    assert nodes.stop() == nodes.stop() == {'/a': 0}


def test_leaving_the_block_stops_the_nodes(supervise):
    with pytest.raises(KeyboardInterrupt):
        with supervise(a=WAITS) as nodes:
            (process_id,) = nodes.process_ids.values()
            raise KeyboardInterrupt
    assert not Path(f'/proc/{process_id}').exists()


def test_same_name_twice_is_refused(supervise):
    nodes = supervise(a=WAITS)
    with pytest.raises(ConfigurationError, match="'/a'"):
        nodes.start([NodeSpec(WAITS, 'a')])


@pytest.mark.skipif(sys.platform != 'linux', reason='only Linux tells a child that way')
def test_killed_supervisor_takes_its_nodes_along(tmp_path):
    program = (
        'import os, sys, time\n'
        'from pathlib import Path\n'
        'from snn_agent.cli import supervisor\n'
        'from snn_agent.graph import NodeSpec\n'
        'supervisor._command = lambda spec, path: [sys.executable, "-c", spec.executable]\n'
        'nodes = supervisor.Supervisor(Path(sys.argv[1]), os.environ)\n'
        f'nodes.start([NodeSpec({WAITS!r}, "a")])\n'
        'print(*nodes.process_ids.values(), flush=True)\n'
        'time.sleep(60)\n')
    parent = subprocess.Popen(
        [sys.executable, '-c', program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    with parent:
        child = int(parent.stdout.readline())
        wait_for_text(tmp_path / 'a.log', 'ready')
        parent.kill()
    wait_until(lambda: not is_running(child))


def is_running(process_id: int) -> bool:
    """Say whether a process runs; one that nobody waits for may stay as a zombie."""
    status = Path(f'/proc/{process_id}/status')
    try:
        return 'State:\tZ' not in status.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_command_and_parameter_file(tmp_path):
    spec = NodeSpec(
        'agent_node', 'agent', 'robot/fixed', {'model.path': 'on', 'rate_hz': 30.0, 'seed': 3},
        (('image_raw', '/robot/image_raw'),))
    path = Supervisor(tmp_path, {})._write_parameters('/robot/fixed/agent', spec)
    assert supervisor_module._command(spec, path)[1:] == [
        '-m', 'snn_agent.nodes.agent_node', '--ros-args', '-r', '__node:=agent',
        '--params-file', str(path), '-r', '__ns:=/robot/fixed',
        '-r', 'image_raw:=/robot/image_raw']
    assert yaml.safe_load(path.read_text()) == {
        '/**': {'ros__parameters': {'model.path': 'on', 'rate_hz': 30.0, 'seed': 3}}}


def test_domain_of_the_user_stays(monkeypatch, tmp_path):
    monkeypatch.setenv('ROS_DOMAIN_ID', '42')
    environment = graph_environment(tmp_path)
    assert environment['ROS_DOMAIN_ID'] == '42'
    assert environment['ROS_AUTOMATIC_DISCOVERY_RANGE'] == 'LOCALHOST'
    assert environment['ROS_LOG_DIR'] == str(tmp_path)


def test_domain_that_somebody_uses_is_not_taken(monkeypatch):
    free = free_domain_id()
    assert 1 <= free <= 99
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as user:
        user.bind(('', 7400 + 250 * free + 10))
        assert free_domain_id() != free


def test_missing_ros_is_said_before_anything_starts(monkeypatch):
    monkeypatch.setattr('importlib.util.find_spec', lambda name: None)
    with pytest.raises(SnnAgentError, match=r'snn_agent\[ros\]'):
        require_ros()
