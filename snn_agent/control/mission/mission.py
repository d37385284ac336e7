# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The same mission with every fixed choice of an operating point and with the controller."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
import math

from snn_agent.control.battery_reader import BatteryReader
from snn_agent.control.battery_sample import BatterySettings
from snn_agent.control.budget import EnergyBudget
from snn_agent.control.mission.chooser import Adaptive
from snn_agent.control.mission.chooser import Chooser
from snn_agent.control.mission.chooser import Fixed
from snn_agent.control.mission.course import Course
from snn_agent.control.mission.course import make_course
from snn_agent.control.mission.flight import Flight
from snn_agent.control.mission.flight import fly
from snn_agent.control.mission.pack import can_deliver
from snn_agent.control.mission.pack import capacity_for
from snn_agent.control.mission.pack import usable_energy
from snn_agent.control.mission.records import PointRecords
from snn_agent.control.mission.settings import MissionSettings
from snn_agent.control.mission.settings import RobotSettings
from snn_agent.control.policy import Policy
from snn_agent.control.policy_settings import PointCost
from snn_agent.control.policy_settings import PolicySettings
from snn_agent.energy import Battery
from snn_agent.energy import DeviceProfile
from snn_agent.energy import modelled_energy
from snn_agent.energy import modelled_latency_s
from snn_agent.engine import OperatingPoint
from snn_agent.errors import ConfigurationError

__all__ = ['Mission', 'point_costs', 'simulate']

_ENDLESS_AH = 1e6


@dataclass(frozen=True, slots=True)
class Mission:
    """
    Hold one mission as every choice flew it.

    :param course: what happened, whoever flew.
    :param capacity_ah: capacity of the battery, one lithium-ion cell, in Ah.
    :param usable_j: energy that it gives from full to the reserve over the mission in J.
    :param cell: where its voltage comes from.
    :param idle_w: power of the processor while it waits in W.
    :param adaptive: the controller's flight.
    :param fixed: those of the fixed choices, by rising timesteps.
    :param changes: changes of the operating point by the controller.
    :param infeasible_s: time in which no operating point met all limits of the controller in s.
    """

    course: Course
    capacity_ah: float
    usable_j: float
    cell: str
    idle_w: float
    adaptive: Flight
    fixed: tuple[Flight, ...]
    changes: int
    infeasible_s: float


def point_costs(
    points: Sequence[OperatingPoint], profile: DeviceProfile, idle_w: float,
) -> list[PointCost]:
    """
    Return what the controller knows of the points: their stored measurement, on a device.

    The energy is what a sample needs above waiting, because the idle power is planned with the
    base load.

    :param idle_w: power of the processor while it waits in W.
    :raises ConfigurationError: if a point was not measured.
    """
    costs = []
    for point in points:
        if point.measured is None:
            raise ConfigurationError(
                'operating point', point.timesteps, "a measured one: run 'snn-agent explore'")
        latency_s = modelled_latency_s(point.measured.counts, profile)
        energy_j = modelled_energy(point.measured.counts, profile).total_j
        costs.append(PointCost(
            point.timesteps, point.measured.accuracy, energy_j - idle_w * latency_s, latency_s))
    return costs


def simulate(
    costs: Sequence[PointCost], records: Mapping[int, PointRecords], settings: MissionSettings,
    robot: RobotSettings, idle_w: float,
    progress: Callable[[int], None] = lambda flights: None,
) -> Mission:
    """
    Fly the mission once with the controller and once with each operating point.

    :param costs: what the controller knows of the points, see point_costs.
    :param records: what the points do with each sample, by timesteps.
    :param robot: battery and controller.
    :param idle_w: power of the processor while it waits in W, 0 or more.
    :param progress: called with the number of flights done since the last call.
    :raises ConfigurationError: if the battery cannot serve even the base load, or the peak.
    """
    course = make_course(settings, len(next(iter(records.values())).right))
    capacity_ah = _capacity_ah(course, records, settings, robot, idle_w)
    planned_w = settings.mean_base_w if math.isnan(robot.planned_base_w) else robot.planned_base_w
    usable_j, voltage_v = usable_energy(
        capacity_ah, settings.duration_s, settings.reserve_soc)
    adaptive = Adaptive(
        _policy(costs, settings, robot),
        EnergyBudget(min(settings.reserve_soc + robot.margin_soc, 0.99), planned_w + idle_w),
        BatteryReader(BatterySettings(nominal_voltage_v=voltage_v)),
        settings.duration_s, settings.latency_target_s, robot.rate_window_s)
    choosers: list[Chooser] = [adaptive, *map(Fixed, sorted(records))]
    flights = []
    for chooser in choosers:
        battery = Battery.default(capacity_ah)
        flights.append(fly(course, records, chooser, battery, settings, idle_w))
        progress(1)
    return Mission(
        course, capacity_ah, usable_j, battery.source, idle_w, flights[0], tuple(flights[1:]),
        adaptive.changes, adaptive.infeasible_s)


def _policy(
    costs: Sequence[PointCost], settings: MissionSettings, robot: RobotSettings,
) -> Policy:
    return Policy(costs, PolicySettings(
        accuracy_loss=robot.accuracy_loss, latency_target_s=settings.latency_target_s,
        energy_weight=robot.energy_weight, reserve_soc=settings.reserve_soc))


def _capacity_ah(
    course: Course, records: Mapping[int, PointRecords], settings: MissionSettings,
    robot: RobotSettings, idle_w: float,
) -> float:
    """Return the stated capacity, or one that lasts all timesteps for the stated share."""
    name, capacity_ah = 'capacity_ah', robot.capacity_ah
    if math.isnan(capacity_ah):
        flight = fly(course, records, Fixed(max(records)), Battery.default(_ENDLESS_AH),
                     settings, idle_w)
        steps = max(1, round(robot.full_share * len(flight.soc)))
        name, capacity_ah = 'full_share', capacity_for(
            flight.power_w[:steps], settings.reserve_soc)
    value = robot.capacity_ah if name == 'capacity_ah' else robot.full_share
    least_ah = capacity_for(course.base_w + idle_w, settings.reserve_soc)
    if capacity_ah < least_ah:
        raise ConfigurationError(
            name, value, f'a larger battery than {capacity_ah * 1e3:.4g} mAh: base load and idle '
                         f'power alone need {least_ah * 1e3:.4g} mAh for the mission')
    peak_w = float(course.base_w.max()) + max(
        max(record.energy_j) / max(record.computing_s) for record in records.values())
    if not can_deliver(capacity_ah, peak_w, settings.reserve_soc):
        raise ConfigurationError(
            name, value, f'a larger battery than {capacity_ah * 1e3:.4g} mAh, a longer mission or '
                         f'a smaller driving power: such a cell cannot deliver {peak_w:.4g} W')
    return capacity_ah
