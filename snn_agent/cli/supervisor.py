# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Start the nodes of a graph as processes, watch them, and stop them all."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
import ctypes
from dataclasses import dataclass
import importlib.util
import os
from pathlib import Path
import signal
import socket
import subprocess
import sys
import time
from types import TracebackType

import yaml

from snn_agent.errors import ConfigurationError
from snn_agent.errors import SnnAgentError
from snn_agent.graph import NodeSpec

__all__ = ['NodeDeath', 'Supervisor', 'free_domain_id', 'graph_environment', 'require_ros']

STOP_STAGES = ((signal.SIGINT, 10.0), (signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0))
"""Signals sent to nodes that still run, and how long each may take, in seconds."""

LAST_LINES = 12
DOMAIN_IDS = range(1, 100)


@dataclass(frozen=True, slots=True)
class NodeDeath:
    """
    Describe a node that ended without being asked to.

    :param name: full name of the node.
    :param exit_code: its exit code; negative for a signal.
    :param last_lines: the end of its log.
    :param log_path: the whole log.
    """

    name: str
    exit_code: int
    last_lines: str
    log_path: Path

    def __str__(self) -> str:
        """Say what happened, with the end of the log."""
        return (f'node {self.name} ended with exit code {self.exit_code}; its last lines '
                f'({self.log_path}):\n{self.last_lines}')


class Supervisor:
    """
    Run nodes as child processes; a context manager that stops them at its end.

    The children are in sessions of their own, so Ctrl-C in the terminal reaches only this
    process, which then stops them in order. If this process is killed, Linux ends them too.

    :param folder: where the parameter files and the logs go; must exist.
    :param environment: environment of the children.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = dict(environment)
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Supervisor:
        """Return self; nothing is started yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop every node."""
        self.stop()

    def start(self, specs: Iterable[NodeSpec]) -> None:
        """
        Start nodes.

        :raises ConfigurationError: if a node of the same full name was started already.
        """
        for spec in specs:
            name = _full_name(spec)
            if name in self._children:
                raise ConfigurationError('node name', name, 'a name that is used once')
            with self._log_path(name).open('wb') as log:
                self._children[name] = subprocess.Popen(
                    _command(spec, self._write_parameters(name, spec)),
                    stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                    env=self._environment, start_new_session=True,
                    preexec_fn=_end_with_parent)

    @property
    def process_ids(self) -> dict[str, int]:
        """Return the process id of every node by full name."""
        return {name: child.pid for name, child in self._children.items()}

    def deaths(self) -> list[NodeDeath]:
        """Return the nodes that have ended; call it before stop()."""
        return [
            NodeDeath(name, child.returncode, self._last_lines(name), self._log_path(name))
            for name, child in self._children.items() if child.poll() is not None]

    def stop(self) -> dict[str, int]:
        """
        Stop all nodes: SIGINT, then SIGTERM, then SIGKILL for those that stay.

        :return: exit code by full name.
        """
        for number, patience_s in STOP_STAGES:
            running = [child for child in self._children.values() if child.poll() is None]
            for child in running:
                child.send_signal(number)
            _wait_for(running, patience_s)
        return {name: child.returncode for name, child in self._children.items()}

    def _write_parameters(self, name: str, spec: NodeSpec) -> Path:
        path = self._folder / f'{_file_name(name)}.yaml'
        content = {'/**': {'ros__parameters': dict(spec.parameters)}}
        path.write_text(yaml.safe_dump(content), encoding='utf-8')
        return path

    def _log_path(self, name: str) -> Path:
        return self._folder / f'{_file_name(name)}.log'

    def _last_lines(self, name: str) -> str:
        text = self._log_path(name).read_text(encoding='utf-8', errors='replace')
        return '\n'.join(text.splitlines()[-LAST_LINES:])


def require_ros() -> None:
    """
    Refuse to go on where no node could start.

    :raises SnnAgentError: if rclpy is not installed.
    """
    if importlib.util.find_spec('rclpy') is None:
        raise SnnAgentError(
            'rclpy is not installed, the nodes cannot run: source the setup.bash of a ROS 2 '
            "distribution, or pip install 'snn_agent[ros]' (x86-64 Linux)")


def free_domain_id() -> int:
    """
    Return a ROS domain id, 1 to 99, that no process on this machine uses.

    The first participant of a domain takes a fixed UDP port (DDSI-RTPS 2.2, section 9.6.1.1):
    7400 + 250 x domain + 10. The search starts at a place that depends on the process, so that
    two programs that look at the same time seldom choose the same.

    :raises ConfigurationError: if all are taken.
    """
    start = os.getpid() % len(DOMAIN_IDS)
    order: list[int] = [*DOMAIN_IDS[start:], *DOMAIN_IDS[:start]]
    for domain_id in order:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.bind(('', 7400 + 250 * domain_id + 10))
            except OSError:
                continue
            return domain_id
    raise ConfigurationError('ROS_DOMAIN_ID', '1 to 99', 'one that is free; all are in use')


def graph_environment(log_folder: Path) -> dict[str, str]:
    """
    Return this process's environment with ROS kept on this machine.

    A ROS_DOMAIN_ID that the user has set stays; otherwise a free one is taken.

    :param log_folder: where the nodes' ROS logs go.
    """
    environment = dict(os.environ)
    environment.setdefault('ROS_DOMAIN_ID', str(free_domain_id()))
    environment['ROS_AUTOMATIC_DISCOVERY_RANGE'] = 'LOCALHOST'
    environment['ROS_LOG_DIR'] = str(log_folder)
    return environment


def _command(spec: NodeSpec, parameters: Path) -> list[str]:
    """Return the command line that starts a node."""
    words = [
        sys.executable, '-m', f'snn_agent.nodes.{spec.executable}', '--ros-args',
        '-r', f'__node:={spec.name}', '--params-file', str(parameters)]
    if spec.namespace:
        words += ['-r', f'__ns:=/{spec.namespace.strip("/")}']
    for old, new in spec.remappings:
        words += ['-r', f'{old}:={new}']
    return words


def _full_name(spec: NodeSpec) -> str:
    """Return namespace and name."""
    namespace = spec.namespace.strip('/')
    return f'/{namespace}/{spec.name}' if namespace else f'/{spec.name}'


def _file_name(name: str) -> str:
    """Return a node's full name as part of a file name."""
    return name.strip('/').replace('/', '.')


def _end_with_parent() -> None:
    """Ask Linux to send SIGTERM to this child when its parent dies (prctl PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _wait_for(children: Iterable[subprocess.Popen[bytes]], patience_s: float) -> None:
    """Wait until the children have ended, or until the patience has."""
    end = time.monotonic() + patience_s
    for child in children:
        try:
            child.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            continue
