# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""How every node runs as a process: start, spin, orderly end, exit code."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
import signal
import sys
from threading import Event
from typing import Any

import rclpy
from rclpy._rclpy_pybind11 import RCLError
from rclpy.exceptions import ParameterException
from rclpy.executors import ExternalShutdownException
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node

from snn_agent.errors import SnnAgentError

__all__ = ['run_node']

EXIT_OK = 0
EXIT_USAGE = 2

LOOK_PERIOD_S = 0.2
"""How often an idle node looks whether it was interrupted."""


def run_node(factory: Callable[[], Any], args: Sequence[str] | None = None) -> int:
    """
    Run one node until it is interrupted, terminated or shuts its context down.

    SIGINT is noted and acted upon between two callbacks. Python's own way, an exception wherever
    the program happens to be, turns into any other exception inside rclpy's message conversion,
    and could cut a saving short. A signal ends rclpy's context at once, so whatever the node
    does with it at that moment, its construction included, raises RCLError: that is the end.

    :param factory: makes the node; the node has a method ``close()``.
    :param args: command line, None for that of the process.
    :return: exit code: 0 after an orderly end, 2 when a parameter or a file is wrong (the
        reason is printed, without a traceback).
    """
    interrupted = Event()
    signal.signal(signal.SIGINT, lambda number, frame: interrupted.set())
    rclpy.init(args=None if args is None else list(args))
    node: Any = None
    try:
        node = factory()
        _spin(node, interrupted)
    except (ExternalShutdownException, RCLError):
        if rclpy.ok():
            raise
    except (ParameterException, SnnAgentError) as error:
        print(f'error: {error}', file=sys.stderr)
        return EXIT_USAGE
    finally:
        _end(node)
    return EXIT_OK


def _spin(node: Node, interrupted: Event) -> None:
    """
    Spin until the context ends or the node is interrupted.

    On ROS 2 Jazzy a request for a transition that is not allowed raises RCLError while the
    context is fine: the request is refused by not being answered, and the node goes on.
    """
    executor = SingleThreadedExecutor()
    executor.add_node(node)
    try:
        while rclpy.ok() and not interrupted.is_set():
            try:
                executor.spin_once(timeout_sec=LOOK_PERIOD_S)
            except RCLError as error:
                if rclpy.ok():
                    node.get_logger().error(f'request refused: {error}')
    finally:
        executor.shutdown()


def _end(node: Any) -> None:
    """Close the node and ROS; a second Ctrl-C or SIGTERM must not cut the saving short."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    if node is not None:
        node.close()
        node.destroy_node()
    rclpy.try_shutdown()
