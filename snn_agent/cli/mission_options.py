# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The options of ``snn-agent mission`` and the settings that they make."""

from __future__ import annotations

import argparse
import math

from snn_agent.cli.options import above_zero
from snn_agent.cli.options import above_zero_list
from snn_agent.cli.options import positive
from snn_agent.cli.options import seed
from snn_agent.cli.options import share
from snn_agent.cli.options import zero_or_more
from snn_agent.control.mission import MissionSettings
from snn_agent.control.mission import RobotSettings
from snn_agent.energy import DeviceProfile
from snn_agent.energy import load_profile
from snn_agent.errors import ConfigurationError

__all__ = [
    'add_mission_options', 'device_with_idle_power', 'mission_settings', 'robot_settings']

_MISSION = MissionSettings()
_ROBOT = RobotSettings()


def add_mission_options(parser: argparse.ArgumentParser) -> None:
    """Declare everything that describes mission, robot and controller."""
    mission = parser.add_argument_group('mission')
    _add(mission, '--hours', above_zero, 'length of the mission', 1.0, 'h')
    _add(mission, '--rate', above_zero, 'samples per second', _MISSION.rate_hz, 'Hz')
    _add(mission, '--burst-rate', above_zero, 'the same in a burst', _MISSION.burst_rate_hz, 'Hz')
    _add(mission, '--burst-share', share, 'share of a cycle in a burst', _MISSION.burst_share)
    _add(mission, '--cycle', above_zero, 'time in which one burst and one drive come',
         _MISSION.cycle_s, 's')
    mission.add_argument(
        '--latency-target', type=above_zero, metavar='S',
        help='largest time from sample to label (default: the shortest between two samples, so '
             'that an operating point that keeps it keeps up)')
    _add(mission, '--seed', seed, 'seed of bursts, drives and samples', _MISSION.seed)
    robot = parser.add_argument_group('robot')
    _add(robot, '--device', str, "profile of the processor, see 'snn-agent doctor'", 'stm32l452')
    robot.add_argument(
        '--idle-power', type=zero_or_more, metavar='W',
        help='power of the processor while it waits (default: that of the profile)')
    _add(robot, '--standing-power', zero_or_more, 'power of everything else while it stands',
         _MISSION.standing_w, 'W')
    _add(robot, '--driving-power', zero_or_more, 'the same while it drives', _MISSION.driving_w,
         'W')
    _add(robot, '--driving-share', share, 'share of a cycle in which it drives',
         _MISSION.driving_share)
    robot.add_argument(
        '--capacity', type=above_zero, metavar='AH',
        help='capacity of the battery, one lithium-ion cell (default: see --full-share)')
    _add(robot, '--full-share', above_zero,
         'without --capacity: share of the mission that the battery lasts with all timesteps',
         _ROBOT.full_share)
    robot.add_argument(
        '--sweep', type=above_zero_list, metavar='SHARES',
        help='also simulate batteries with these shares, for example 0.8,0.9,1')
    _add(robot, '--reserve', share, 'state of charge that ends the mission', _MISSION.reserve_soc)
    _add(robot, '--queue', positive, 'samples that may wait', _MISSION.queue)
    _add_controller_options(parser)


def _add_controller_options(parser: argparse.ArgumentParser) -> None:
    controller = parser.add_argument_group('controller')
    _add(controller, '--accuracy-loss', share, 'largest loss of accuracy against all timesteps',
         _ROBOT.accuracy_loss)
    _add(controller, '--energy-weight', zero_or_more, 'weight of the energy in the score',
         _ROBOT.energy_weight)
    _add(controller, '--margin', share, 'state of charge above the reserve left out of the plan',
         _ROBOT.margin_soc)
    controller.add_argument(
        '--planned-power', type=zero_or_more, metavar='W',
        help='mean power of everything else that it plans with (default: the true one)')
    _add(controller, '--rate-window', above_zero, 'time over which it takes the rate',
         _ROBOT.rate_window_s, 's')


def mission_settings(arguments: argparse.Namespace) -> MissionSettings:
    """Return the mission that the options describe."""
    return MissionSettings(
        duration_s=arguments.hours * 3600, rate_hz=arguments.rate,
        burst_rate_hz=arguments.burst_rate, burst_share=arguments.burst_share,
        standing_w=arguments.standing_power, driving_w=arguments.driving_power,
        driving_share=arguments.driving_share, cycle_s=arguments.cycle,
        reserve_soc=arguments.reserve,
        latency_target_s=arguments.latency_target or 1 / max(
            arguments.rate, arguments.burst_rate),
        queue=arguments.queue, seed=arguments.seed)


def robot_settings(arguments: argparse.Namespace) -> RobotSettings:
    """Return battery and controller that the options describe."""
    planned_w = arguments.planned_power
    return RobotSettings(
        capacity_ah=arguments.capacity or math.nan, full_share=arguments.full_share,
        accuracy_loss=arguments.accuracy_loss, energy_weight=arguments.energy_weight,
        margin_soc=arguments.margin,
        planned_base_w=math.nan if planned_w is None else planned_w,
        rate_window_s=arguments.rate_window)


def device_with_idle_power(arguments: argparse.Namespace) -> tuple[DeviceProfile, float]:
    """
    Return the profile and the power of the processor while it waits in W.

    :raises ConfigurationError: if the profile is unknown, has no clock, or nobody says the power.
    """
    profile = load_profile(arguments.device)
    if math.isnan(profile.clock_hz):
        raise ConfigurationError(
            '--device', profile.name, 'a device with a clock: its latency must be modelled')
    idle_w = profile.idle_power_w if arguments.idle_power is None else arguments.idle_power
    if math.isnan(idle_w):
        raise ConfigurationError(
            '--device', profile.name, 'a profile with an idle current, or --idle-power in W')
    return profile, idle_w


def _add(group: argparse._ArgumentGroup, option: str, kind: object, text: str, default: object,
         unit: str = '') -> None:
    """Add an option whose help ends with its default."""
    group.add_argument(
        option, type=kind, default=default,  # type: ignore[arg-type]
        help=f'{text} ({f"{default} {unit}".strip()})')
