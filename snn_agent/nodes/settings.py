# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
The parameters of every node: the single place where they are named, bounded and described.

Those of the simulated robot and the latency probe are in ``simulation_settings``, those of
the controller and of reading a battery in ``controller_settings`` and ``battery_settings``.
"""

from __future__ import annotations

from dataclasses import dataclass

from snn_agent.nodes.battery_settings import BatteryInputSettings
from snn_agent.nodes.controller_settings import ControllerSettings
from snn_agent.nodes.simulation_settings import RobotSimSettings
from snn_agent.nodes.specification import AT_CONFIGURE
from snn_agent.nodes.specification import LIVE
from snn_agent.nodes.specification import parameter
from snn_agent.nodes.specification import Settings

__all__ = [
    'AgentSettings',
    'NODE_SETTINGS',
    'TelemetrySettings',
]

_DAY_S = 86_400.0


@dataclass(frozen=True)
class AgentSettings(Settings):
    """Parameters of agent_node."""

    autostart: bool = parameter(
        'autostart', False,
        'Configure and activate the node by itself; false waits for a lifecycle manager.')
    model_path: str = parameter(
        'model.path', '',
        "Model file (.npz), made by 'snn-agent train'; needed to configure the node.",
        change=AT_CONFIGURE)
    engine_seed: int = parameter(
        'engine.seed', 0, 'Seed of the spike encoding.', bounds=(0, 2**31 - 1),
        change=AT_CONFIGURE)
    timesteps: int = parameter(
        'timesteps', 0,
        'Timesteps of the operating point to start with; 0 takes the one with the most.',
        bounds=(0, 10_000), change=AT_CONFIGURE)
    learning_enabled: bool = parameter(
        'learning.enabled', False, 'Let the weights and labels change while the agent runs.',
        change=LIVE)
    learning_state_path: str = parameter(
        'learning.state_path', '',
        'File that keeps what was learned over a restart; empty keeps nothing.',
        change=AT_CONFIGURE)
    learning_save_interval_s: float = parameter(
        'learning.save_interval_s', 30.0, 'Time between two savings of what was learned.',
        unit='s', bounds=(0.1, _DAY_S), change=AT_CONFIGURE)
    hints_window: int = parameter(
        'hints.window', 32, 'Label hints that wait for their image, at most.',
        unit='hints', bounds=(1, 1000), change=AT_CONFIGURE)
    input_timeout_s: float = parameter(
        'input.timeout_s', 2.0, 'Time without an image after which diagnostics warn.',
        unit='s', bounds=(0.1, 3600.0), change=AT_CONFIGURE)


@dataclass(frozen=True)
class TelemetrySettings(BatteryInputSettings):
    """Parameters of telemetry_node."""

    period_s: float = parameter(
        'period_s', 1.0, 'Time between two publications and rows.', unit='s', bounds=(0.1, 60.0))
    window_s: float = parameter(
        'window_s', 10.0, 'Time over which accuracy, energy and rate are averaged.',
        unit='s', bounds=(0.5, 3600.0))
    latency_target_s: float = parameter(
        'latency.target_s', 0.02, 'Latency above which a deadline is missed.',
        unit='s', bounds=(1e-4, 10.0))
    latency_window: int = parameter(
        'latency.window', 1000, 'Results over which latency percentiles are taken.',
        unit='results', bounds=(10, 100_000))
    energy_profile: str = parameter(
        'energy.profile', 'stm32l452',
        "Device profile that turns operations into modelled energy; 'snn-agent doctor' lists "
        'them.')
    input_timeout_s: float = parameter(
        'input.timeout_s', 2.0, 'Time without a result after which diagnostics warn.',
        unit='s', bounds=(0.1, 3600.0))
    hints_window: int = parameter(
        'hints.window', 256, 'Results and hints that wait for each other, at most.',
        unit='results', bounds=(1, 10_000))
    record_path: str = parameter(
        'record.path', '', 'File that gets one JSON line per period; empty writes none.')
    summary_path: str = parameter(
        'summary.path', '', 'JSON file written at the end, a row per operating point; empty '
        'writes none.')


NODE_SETTINGS: dict[str, type[Settings]] = {
    'agent': AgentSettings,
    'controller': ControllerSettings,
    'telemetry': TelemetrySettings,
    'robot_sim': RobotSimSettings,
}
"""Settings class by the name of the node, as the keys of the YAML file."""
