# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""How every node runs as a process: start, spin, orderly end, exit code."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
import signal
import sys
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


def run_node(factory: Callable[[], Any], args: Sequence[str] | None = None) -> int:
    """
    Run one node until it is interrupted, terminated or shuts its context down.

    :param factory: makes the node; the node has a method ``close()``.
    :param args: command line, None for that of the process.
    :return: exit code: 0 after an orderly end, 2 when a parameter or a file is wrong (the
        reason is printed, without a traceback).
    """
    rclpy.init(args=None if args is None else list(args))
    node: Any = None
    try:
        node = factory()
        _spin(node)
    except (KeyboardInterrupt, ExternalShutdownException):
        pass
    except (ParameterException, SnnAgentError) as error:
        print(f'error: {error}', file=sys.stderr)
        return EXIT_USAGE
    finally:
        _end(node)
    return EXIT_OK


def _spin(node: Node) -> None:
    """
    Spin until the context ends.

    A publisher that is caught by SIGTERM raises RCLError: that is the end. On ROS 2 Jazzy a
    request for a transition that is not allowed raises it too, while the context is fine: the
    request is refused by not being answered, and the node goes on.
    """
    executor = SingleThreadedExecutor()
    executor.add_node(node)
    try:
        while rclpy.ok():
            try:
                executor.spin()
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
