# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""From the energy left and the time of the mission left to the energy of one inference."""

from __future__ import annotations

from dataclasses import dataclass
import math

from snn_agent.errors import ConfigurationError

__all__ = ['EnergyBudget']


@dataclass(frozen=True, slots=True)
class EnergyBudget:
    """
    Divide what is left in the battery over what is left of the mission.

    With the energy left E, the state of charge s and the time left t::

        usable energy       U = E max(0, 1 - reserve_soc / s)
        power of the robot  P = U / max(t, horizon_s)
        power of perception p = perception_share max(0, P - base_load_w)
        per inference       e = p / rate

    The reserve (to get home, to shut down) is a state of charge and never planned with. The
    base load (motors, computers, sensors) is served first, because perception is of no use to
    a robot that cannot move. perception_share is the part of what then remains that perception
    may use; the rest covers what the base load does not foresee. NaN in gives NaN out: an
    unknown battery or mission sets no budget.

    :param reserve_soc: state of charge that must be left at the end of the mission, 0..1,
        below 1.
    :param base_load_w: mean power of everything else in W, 0 or more.
    :param perception_share: above 0 up to 1.
    :param horizon_s: least time to plan for in s, above 0: past the end of a mission the
        energy left is planned for this long.
    :raises ConfigurationError: if a number is out of its limits.
    """

    reserve_soc: float = 0.1
    base_load_w: float = 0.0
    perception_share: float = 1.0
    horizon_s: float = 60.0

    def __post_init__(self) -> None:
        """Check every limit."""
        if not 0 <= self.reserve_soc < 1:
            raise ConfigurationError('reserve_soc', self.reserve_soc, 'a number from 0 to below 1')
        if not 0 <= self.base_load_w < math.inf:
            raise ConfigurationError('base_load_w', self.base_load_w, 'watts, 0 or more')
        if not 0 < self.perception_share <= 1:
            raise ConfigurationError('perception_share', self.perception_share,
                                     'a number above 0 up to 1')
        if not 0 < self.horizon_s < math.inf:
            raise ConfigurationError('horizon_s', self.horizon_s, 'seconds above 0')

    def usable_j(self, remaining_wh: float, soc: float) -> float:
        """
        Return the energy above the reserve in J, NaN if it is unknown.

        :param remaining_wh: energy left in Wh.
        :param soc: state of charge, 0..1.
        """
        if math.isnan(remaining_wh) or math.isnan(soc):
            return math.nan
        if soc <= self.reserve_soc:
            return 0.0
        return remaining_wh * 3600 * (1 - self.reserve_soc / soc)

    def allowed_power_w(self, remaining_wh: float, soc: float, mission_left_s: float) -> float:
        """
        Return the power that perception may draw in W, NaN if that is unknown.

        :param remaining_wh: energy left in Wh.
        :param soc: state of charge, 0..1.
        :param mission_left_s: time the robot still has to work in s; NaN if there is no plan.
        """
        if math.isnan(mission_left_s):
            return math.nan
        usable_j = self.usable_j(remaining_wh, soc)
        robot_w = usable_j / max(mission_left_s, self.horizon_s)
        if math.isnan(robot_w):
            return math.nan
        return self.perception_share * max(0.0, robot_w - self.base_load_w)

    def allowed_energy_j(self, remaining_wh: float, soc: float, mission_left_s: float,
                         rate_hz: float) -> float:
        """
        Return the energy that one inference may take in J, NaN if that is unknown.

        :param remaining_wh: energy left in Wh.
        :param soc: state of charge, 0..1.
        :param mission_left_s: time the robot still has to work in s; NaN if there is no plan.
        :param rate_hz: inferences per second; NaN, or 0 while none runs, gives NaN.
        """
        if not rate_hz > 0:
            return math.nan
        return self.allowed_power_w(remaining_wh, soc, mission_left_s) / rate_hz
