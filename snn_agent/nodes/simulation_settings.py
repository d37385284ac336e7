# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The parameters of the simulated robot and of the latency probe."""

from __future__ import annotations

from dataclasses import dataclass

from snn_agent.errors import ConfigurationError
from snn_agent.nodes.specification import parameter
from snn_agent.nodes.specification import Settings

__all__ = ['LatencyProbeSettings', 'RobotSimSettings']


@dataclass(frozen=True)
class RobotSimSettings(Settings):
    """Parameters of robot_sim_node."""

    dataset: str = parameter(
        'dataset', '', 'Data set to show; empty takes mnist if it is found, else digits.')
    split: str = parameter('split', 'test', 'Part of the data set.', choices=('train', 'test'))
    rate_hz: float = parameter(
        'rate_hz', 30.0, 'Images per second.', unit='Hz', bounds=(0.1, 1000.0))
    seed: int = parameter('seed', 0, 'Seed of the order of the images.', bounds=(0, 2**31 - 1))
    samples: int = parameter(
        'samples', 0, 'Images to send; 0 sends without end.', bounds=(0, 10**9))
    frame_id: str = parameter(
        'frame_id', 'camera_optical_frame', 'Frame of the images.')
    battery_rate_hz: float = parameter(
        'battery.rate_hz', 2.0, 'Battery messages per second.', unit='Hz', bounds=(0.1, 50.0))
    battery_capacity_ah: float = parameter(
        'battery.capacity_ah', 2.0, 'Capacity of the full battery.', unit='Ah',
        bounds=(0.001, 1000.0))
    battery_series_cells: int = parameter(
        'battery.series_cells', 1, 'Li-ion cells in series.', bounds=(1, 100))
    battery_initial_soc: float = parameter(
        'battery.initial_soc', 1.0, 'State of charge at the start.', bounds=(0.0, 1.0))
    battery_acceleration: float = parameter(
        'battery.acceleration', 1.0, 'How many times faster than time the battery drains.',
        bounds=(0.0, 100_000.0))
    battery_base_load_w: float = parameter(
        'battery.base_load_w', 2.0, 'Power of the robot without the agent.', unit='W',
        bounds=(0.0, 10_000.0))
    battery_load_scale: float = parameter(
        'battery.load_scale', 1.0,
        "Factor on the agent's modelled power before it is drawn from the battery.",
        bounds=(0.0, 1e6))


@dataclass(frozen=True)
class LatencyProbeSettings(Settings):
    """Parameters of latency_probe_node."""

    dataset: str = parameter(
        'dataset', '', 'Data set to show; empty takes mnist if it is found, else digits.')
    split: str = parameter('split', 'test', 'Part of the data set.', choices=('train', 'test'))
    rate_hz: float = parameter(
        'rate_hz', 30.0, 'Images per second.', unit='Hz', bounds=(0.1, 1000.0))
    duration_s: float = parameter(
        'duration_s', 60.0, 'Time of measuring; the node ends by itself.', unit='s',
        bounds=(0.1, 86_400.0))
    report_path: str = parameter(
        'report.path', '', 'JSON file that gets the figures; needed.')
    agent_timeout_s: float = parameter(
        'agent.timeout_s', 30.0, 'Time to wait for the first answer of the agent.', unit='s',
        bounds=(1.0, 3600.0))
    agent_pid: int = parameter(
        'agent.pid', 0, 'Process id of the agent, to follow its memory; 0 follows none.',
        bounds=(0, 2**31 - 1))

    def check_together(self) -> None:
        """Refuse to measure without a place for the figures."""
        if not self.report_path:
            raise ConfigurationError('report.path', self.report_path, 'a path of a JSON file')
