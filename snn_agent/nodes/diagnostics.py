# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Report the health of a node on /diagnostics once a second, on the node's clock."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
import re

from diagnostic_msgs.msg import DiagnosticArray
from rclpy.node import Node

from snn_agent.nodes.conversions import status_message
from snn_agent.nodes.health import Health
from snn_agent.nodes.health import Level
from snn_agent.nodes.records import format_value

__all__ = ['DiagnosticsPublisher']

PERIOD_S = 1.0
_FIGURES = re.compile(r'[0-9]+')


class DiagnosticsPublisher:
    """
    Publish the health of a node's parts at 1 Hz, in every lifecycle state.

    The status is named ``<node>: <part>``, the node with its namespace and without the leading
    slash, so that several robots on one topic can be told apart.

    :param node: the node that reports.
    :param parts: a function for each part, by name; called once a second, must be quick.
    """

    def __init__(self, node: Node, parts: Mapping[str, Callable[[], Health]]) -> None:
        self._node = node
        self._parts = dict(parts)
        self._logged: dict[str, tuple[Level, str]] = {}
        self._publisher = node.create_publisher(DiagnosticArray, '/diagnostics', 1)
        self._timer = node.create_timer(PERIOD_S, self.publish)

    def publish(self) -> None:
        """Ask every part and publish one message; log what changed."""
        name = self._node.get_fully_qualified_name().lstrip('/')
        message = DiagnosticArray()
        message.header.stamp = self._node.get_clock().now().to_msg()
        for part, check in self._parts.items():
            health = check()
            self._log_change(part, health)
            values = {key: format_value(value) for key, value in health.values.items()}
            message.status.append(status_message(
                f'{name}: {part}', health.message, values, bytes([health.level])))
        self._publisher.publish(message)

    def _log_change(self, part: str, health: Health) -> None:
        """Log a new level, or another fault of the same level; other figures are none."""
        wording = '' if health.level == Level.OK else _FIGURES.sub('#', health.message)
        state = (health.level, wording)
        if state == self._logged.get(part, (Level.OK, '')):
            return
        self._logged[part] = state
        log = self._node.get_logger()
        if health.level == Level.OK:
            log.info(f'{part}: {health.message}')
        elif health.level == Level.WARN:
            log.warning(f'{part}: {health.message}')
        else:
            log.error(f'{part}: {health.message}')
