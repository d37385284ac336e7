# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Measure the round trip from image to decision through ROS, as a camera would see it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
import sys
import time
from typing import Any

from diagnostic_msgs.msg import DiagnosticArray
from rclpy.node import Node
from sensor_msgs.msg import Image
from std_msgs.msg import Header

from snn_agent.errors import ConfigurationError
from snn_agent.nodes import conversions
from snn_agent.nodes import qos
from snn_agent.nodes.json_file import write_json
from snn_agent.nodes.latency_probe_core import LatencyProbeCore
from snn_agent.nodes.latency_probe_core import resident_bytes
from snn_agent.nodes.parameters import declare
from snn_agent.nodes.parameters import read
from snn_agent.nodes.runtime import run_node
from snn_agent.nodes.sample_stream import sample_stream
from snn_agent.nodes.simulation_settings import LatencyProbeSettings

__all__ = ['LatencyProbeNode', 'main']

_LAST_ANSWERS_S = 1.0
"""Time that the last images have to be answered before they count as dropped."""


class LatencyProbeNode(Node):
    """
    Publish ``image_raw``, take ``result``, write the figures and end.

    The round trip is from just before an image is published to the arrival of its result,
    which the agent publishes last. Measuring starts with the first answer: what is sent before
    the two processes have found each other is not counted.

    :raises ConfigurationError: if a parameter is wrong.
    :raises DataError: if the data set cannot be used.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__('latency_probe', **kwargs)
        declare(self, LatencyProbeSettings)
        self._settings = settings = read(self, LatencyProbeSettings)
        self._samples = sample_stream(settings.dataset, settings.split, 0)
        self._core: LatencyProbeCore | None = None
        self._start_s = time.monotonic()
        self._publisher = self.create_publisher(Image, 'image_raw', qos.image())
        self.create_subscription(DiagnosticArray, 'result', self._on_result, qos.result())
        self.create_timer(1.0 / settings.rate_hz, self._send)
        self.create_timer(1.0, self._follow_memory)

    def close(self) -> None:
        """Write the figures of what was measured."""
        if self._core is None:
            return
        write_json(Path(self._settings.report_path).expanduser(), {
            'rate_hz': self._settings.rate_hz,
            'duration_s': min(time.monotonic() - self._start_s, self._settings.duration_s),
            **self._core.report()})

    def _send(self) -> None:
        elapsed_s = time.monotonic() - self._start_s
        if self._core is None and elapsed_s > self._settings.agent_timeout_s:
            raise ConfigurationError(
                'image_raw', 'no answer', f'an active agent within {elapsed_s:.0f} s')
        if self._core is not None and elapsed_s > self._settings.duration_s:
            if elapsed_s > self._settings.duration_s + _LAST_ANSWERS_S:
                self.context.try_shutdown()
            return
        image, _ = next(self._samples)
        header = Header(stamp=self.get_clock().now().to_msg(), frame_id='camera_optical_frame')
        message = conversions.image_from_grey(image, header)
        if self._core is not None:
            self._core.send(conversions.stamp_ns(header.stamp), time.monotonic())
        self._publisher.publish(message)

    def _on_result(self, message: DiagnosticArray) -> None:
        now_s = time.monotonic()
        if self._core is None:
            self._core = LatencyProbeCore()
            self._start_s = now_s
        self._core.receive(conversions.stamp_ns(message.header.stamp), now_s)

    def _follow_memory(self) -> None:
        if self._core is not None and self._settings.agent_pid:
            self._core.add_memory(resident_bytes(self._settings.agent_pid))


def main(args: Sequence[str] | None = None) -> int:
    """Run the node; see :func:`snn_agent.nodes.runtime.run_node`."""
    return run_node(LatencyProbeNode, args)


if __name__ == '__main__':
    sys.exit(main())
