# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The node that turns results into numbers to look at: one topic per quantity, and files."""

from __future__ import annotations

from collections.abc import Sequence
import math
from pathlib import Path
import sys
from typing import Any

from diagnostic_msgs.msg import DiagnosticArray
from rclpy.node import Node
from sensor_msgs.msg import BatteryState
from std_msgs.msg import Float64
from std_msgs.msg import Header

from snn_agent.control import BatteryReader
from snn_agent.energy import load_profile
from snn_agent.energy import RaplMeter
from snn_agent.nodes import qos
from snn_agent.nodes.battery_messages import battery_sample
from snn_agent.nodes.conversions import record_values
from snn_agent.nodes.conversions import stamp_ns
from snn_agent.nodes.diagnostics import DiagnosticsPublisher
from snn_agent.nodes.health import Health
from snn_agent.nodes.health import ok
from snn_agent.nodes.health import warn
from snn_agent.nodes.input_monitor import InputMonitor
from snn_agent.nodes.json_file import write_json
from snn_agent.nodes.parameters import declare
from snn_agent.nodes.parameters import read
from snn_agent.nodes.records import RecordValue
from snn_agent.nodes.records import ResultRecord
from snn_agent.nodes.row_recorder import RowRecorder
from snn_agent.nodes.runtime import run_node
from snn_agent.nodes.settings import TelemetrySettings
from snn_agent.nodes.telemetry_core import QUANTITIES
from snn_agent.nodes.telemetry_core import TelemetryCore

__all__ = ['main', 'TelemetryNode']


class TelemetryNode(Node):
    """
    Publish ``~/<quantity>`` for every one of QUANTITIES, once per period.

    Subscribes ``result`` (of the agent), ``label_hint`` and ``battery_state``.

    :raises ConfigurationError: if a parameter is wrong or a file cannot be written.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__('telemetry', **kwargs)
        declare(self, TelemetrySettings)
        self._settings = settings = read(self, TelemetrySettings)
        self._start_s = self._now_s()
        self._core = TelemetryCore(settings, load_profile(settings.energy_profile), self._start_s)
        self._battery = BatteryReader(settings.battery_settings())
        self._meter = RaplMeter.find()
        self._recorder = RowRecorder(settings.record_path)
        self._results = InputMonitor('results', settings.input_timeout_s)
        self._results.start(self._start_s)
        self._quantities = {
            name: self.create_publisher(Float64, f'~/{name}', qos.telemetry())
            for name in QUANTITIES}
        self.create_subscription(DiagnosticArray, 'result', self._on_result, qos.result())
        self.create_subscription(Header, 'label_hint', self._on_hint, qos.label_hint())
        self.create_subscription(
            BatteryState, 'battery_state', self._on_battery, qos.battery())
        self.create_timer(settings.period_s, self._publish)
        self._diagnostics = DiagnosticsPublisher(self, {
            'results': lambda: self._results.health(self._now_s()),
            'latency': self._latency_health,
            'battery': self._battery_health,
            'files': self._files_health})

    def close(self) -> None:
        """Write the summary."""
        self._recorder.close()
        if not self._settings.summary_path:
            return
        summary = {
            'node': self.get_fully_qualified_name(),
            'energy_meter': self._meter.name if self._meter else None,
            **self._core.summary(self._now_s(), self._measured_j())}
        try:
            write_json(Path(self._settings.summary_path).expanduser(), summary)
        except OSError as problem:
            self.get_logger().error(f'the summary could not be written: {problem}')

    def _on_result(self, message: DiagnosticArray) -> None:
        now_s = self._now_s()
        for status in message.status:
            try:
                record = ResultRecord.from_values(record_values(status))
            except (KeyError, ValueError) as problem:
                self._results.refuse(
                    f'{status.name}: not a result record ({type(problem).__name__}: {problem})',
                    now_s)
                continue
            self._results.accept(now_s)
            self._core.add_result(record, stamp_ns(message.header.stamp), now_s)

    def _on_hint(self, message: Header) -> None:
        self._core.add_hint(message.frame_id, stamp_ns(message.stamp), self._now_s())

    def _on_battery(self, message: BatteryState) -> None:
        self._battery.update(battery_sample(message, self._now_s()))

    def _publish(self) -> None:
        now_s = self._now_s()
        row = self._core.row(now_s, self._battery.reading(now_s), self._measured_j())
        for name, value in row.items():
            self._quantities[name].publish(Float64(data=float(value)))
        self._recorder.write({'time_s': now_s - self._start_s, 'stamp_s': now_s, **row})

    def _measured_j(self) -> float:
        return self._meter.read_j() if self._meter is not None else math.nan

    def _latency_health(self) -> Health:
        latency, target_s = self._core.latency, self._settings.latency_target_s
        values: dict[str, RecordValue] = {
            'p50 (s)': latency.p50, 'p95 (s)': latency.p95, 'p99 (s)': latency.p99,
            'Target (s)': target_s, 'Misses': latency.misses, 'Results': latency.count}
        if latency.p99 > target_s:
            return warn(f'p99 is {latency.p99:.4g} s, above the target of {target_s:g} s', values)
        return ok('within the target', values)

    def _battery_health(self) -> Health:
        reading = self._battery.reading(self._now_s())
        values: dict[str, RecordValue] = {
            'State of charge': reading.soc, 'Voltage (V)': reading.voltage_v,
            'Current (A)': reading.current_a, 'Source': reading.source}
        return ok(reading.reason, values) if reading.is_known else warn(reading.reason, values)

    def _files_health(self) -> Health:
        values: dict[str, RecordValue] = {
            'Record': self._settings.record_path, 'Summary': self._settings.summary_path}
        if self._recorder.failure:
            return warn(self._recorder.failure, values)
        return ok('rows are recorded' if self._settings.record_path else 'no record', values)

    def _now_s(self) -> float:
        return self.get_clock().now().nanoseconds * 1e-9


def main(args: Sequence[str] | None = None) -> int:
    """Run the node; see :func:`snn_agent.nodes.runtime.run_node`."""
    return run_node(TelemetryNode, args)


if __name__ == '__main__':
    sys.exit(main())
