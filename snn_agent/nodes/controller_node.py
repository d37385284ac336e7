# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The node that chooses how many timesteps the agent computes."""

from __future__ import annotations

from collections.abc import Sequence
import sys
from typing import Any

from diagnostic_msgs.msg import DiagnosticArray
from rclpy.node import Node
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Float64
from std_msgs.msg import Int32
from std_msgs.msg import String

from snn_agent.energy import load_profile
from snn_agent.nodes import qos
from snn_agent.nodes.battery_messages import battery_sample
from snn_agent.nodes.controller_core import ControllerCore
from snn_agent.nodes.controller_settings import ControllerSettings
from snn_agent.nodes.conversions import record_values
from snn_agent.nodes.diagnostics import DiagnosticsPublisher
from snn_agent.nodes.parameters import declare
from snn_agent.nodes.parameters import read
from snn_agent.nodes.records import PointRecord
from snn_agent.nodes.runtime import run_node

__all__ = ['ControllerNode', 'main']


class ControllerNode(Node):
    """
    Publish ``~/operating_point`` (latched) and ``~/decision`` whenever they change.

    Subscribes ``battery_state``, ``operating_points`` of the agent, and ``telemetry/latency_p95``
    and ``telemetry/sample_rate`` of the telemetry node. The battery is sampled once per period,
    never at the rate of its messages.

    :raises ConfigurationError: if a parameter is wrong.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__('controller', **kwargs)
        declare(self, ControllerSettings)
        settings = read(self, ControllerSettings)
        self._core = ControllerCore(settings, load_profile(settings.energy_profile), self._now_s())
        self._published = ''
        self._point_publisher = self.create_publisher(Int32, '~/operating_point', qos.latched())
        self._decision_publisher = self.create_publisher(String, '~/decision', qos.latched())
        self.create_subscription(BatteryState, 'battery_state', self._on_battery, qos.battery())
        self.create_subscription(
            DiagnosticArray, 'operating_points', self._on_points, qos.latched())
        self.create_subscription(
            Float64, 'telemetry/latency_p95', self._on_latency, qos.telemetry())
        self.create_subscription(
            Float64, 'telemetry/sample_rate', self._on_rate, qos.telemetry())
        self.create_timer(settings.period_s, self._decide)
        self._diagnostics = DiagnosticsPublisher(self, {
            'policy': self._core.policy_health,
            'battery': lambda: self._core.battery_health(self._now_s())})

    def close(self) -> None:
        """Nothing is kept."""

    def _on_battery(self, message: BatteryState) -> None:
        self._core.update_battery(battery_sample(message, self._now_s()))

    def _on_points(self, message: DiagnosticArray) -> None:
        try:
            points = [PointRecord.from_values(record_values(status)) for status in message.status]
        except (KeyError, ValueError) as problem:
            self.get_logger().error(
                f'operating_points: not the records of an agent ({problem}); ignored')
            return
        self._core.set_points(points)

    def _on_latency(self, message: Float64) -> None:
        self._core.latency_p95.set(message.data, self._now_s())

    def _on_rate(self, message: Float64) -> None:
        self._core.sample_rate.set(message.data, self._now_s())

    def _decide(self) -> None:
        decision = self._core.decide(self._now_s())
        if decision is None:
            return
        if decision.changed:
            self._point_publisher.publish(Int32(data=decision.timesteps))
            self.get_logger().info(f'{decision.timesteps} timesteps: {decision.reason}')
        if decision.changed or not decision.is_feasible:
            self._decision_publisher.publish(String(data=decision.reason))

    def _now_s(self) -> float:
        return self.get_clock().now().nanoseconds * 1e-9


def main(args: Sequence[str] | None = None) -> int:
    """Run the node; see :func:`snn_agent.nodes.runtime.run_node`."""
    return run_node(ControllerNode, args)


if __name__ == '__main__':
    sys.exit(main())
