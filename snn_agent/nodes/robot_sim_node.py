# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""A robot made of real data: data set images as a camera, a battery that drains under load."""

from __future__ import annotations

from collections.abc import Sequence
import sys
from typing import Any

from rclpy.node import Node
from sensor_msgs.msg import BatteryState
from sensor_msgs.msg import Image
from std_msgs.msg import Float64
from std_msgs.msg import Header

from snn_agent.energy import Battery
from snn_agent.nodes import conversions
from snn_agent.nodes import qos
from snn_agent.nodes.battery_messages import battery_message
from snn_agent.nodes.diagnostics import DiagnosticsPublisher
from snn_agent.nodes.health import error
from snn_agent.nodes.health import Health
from snn_agent.nodes.health import ok
from snn_agent.nodes.parameters import declare
from snn_agent.nodes.parameters import read
from snn_agent.nodes.records import RecordValue
from snn_agent.nodes.robot_load import RobotLoad
from snn_agent.nodes.runtime import run_node
from snn_agent.nodes.sample_stream import sample_stream
from snn_agent.nodes.simulation_settings import RobotSimSettings

__all__ = ['main', 'RobotSimNode']


class RobotSimNode(Node):
    """
    Publish ``image_raw``, ``label_hint`` and ``battery_state``; take ``telemetry/power_modelled``.

    The label hint of an image has its stamp and is sent just before it. When the battery is
    empty the camera stops, as it would.

    :raises DataError: if the data set cannot be used.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__('robot_sim', **kwargs)
        declare(self, RobotSimSettings)
        self._settings = settings = read(self, RobotSimSettings)
        self._samples = sample_stream(settings.dataset, settings.split, settings.seed)
        self._sent = 0
        self._load = RobotLoad(settings, Battery.default(
            settings.battery_capacity_ah, settings.battery_series_cells,
            settings.battery_initial_soc))
        self._image_publisher = self.create_publisher(Image, 'image_raw', qos.image())
        self._hint_publisher = self.create_publisher(Header, 'label_hint', qos.label_hint())
        self._battery_publisher = self.create_publisher(
            BatteryState, 'battery_state', qos.telemetry())
        self.create_subscription(
            Float64, 'telemetry/power_modelled', self._on_power, qos.telemetry())
        self.create_timer(1.0 / settings.rate_hz, self._send_image)
        self.create_timer(1.0 / settings.battery_rate_hz, self._send_battery)
        self._diagnostics = DiagnosticsPublisher(
            self, {'camera': self._camera_health, 'battery': self._battery_health})

    def close(self) -> None:
        """Nothing is kept."""

    def _on_power(self, message: Float64) -> None:
        self._load.set_agent_power(message.data)

    def _send_image(self) -> None:
        if self._is_done or self._load.battery.is_empty:
            return
        image, label = next(self._samples)
        stamp = self.get_clock().now().to_msg()
        self._hint_publisher.publish(Header(stamp=stamp, frame_id=label))
        self._image_publisher.publish(conversions.image_from_grey(
            image, Header(stamp=stamp, frame_id=self._settings.frame_id)))
        self._sent += 1

    def _send_battery(self) -> None:
        now = self.get_clock().now()
        self._load.advance(now.nanoseconds * 1e-9)
        self._battery_publisher.publish(
            battery_message(self._load.battery, Header(stamp=now.to_msg())))

    @property
    def _is_done(self) -> bool:
        return 0 < self._settings.samples <= self._sent

    def _camera_health(self) -> Health:
        state = 'all images are sent' if self._is_done else 'images are sent'
        return ok(state, {'Sent': self._sent})

    def _battery_health(self) -> Health:
        battery = self._load.battery
        values: dict[str, RecordValue] = {
            'State of charge': round(battery.soc, 4), 'Voltage (V)': round(battery.voltage_v, 4),
            'Load (W)': round(self._load.power_w, 6), 'Cell': battery.source}
        if battery.is_empty:
            return error('the battery is empty: the camera is off', values)
        return ok('discharging', values)


def main(args: Sequence[str] | None = None) -> int:
    """Run the node; see :func:`snn_agent.nodes.runtime.run_node`."""
    return run_node(RobotSimNode, args)


if __name__ == '__main__':
    sys.exit(main())
