# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What a battery message says, how it is to be read, and what came out."""

from __future__ import annotations

from dataclasses import dataclass
import math

from snn_agent.errors import ConfigurationError

__all__ = ['BatteryReading', 'BatterySample', 'BatterySettings', 'CHARGING', 'DISCHARGING']

CHARGING = 1
"""Status of sensor_msgs/BatteryState: POWER_SUPPLY_STATUS_CHARGING."""

DISCHARGING = 2
"""Status of sensor_msgs/BatteryState: POWER_SUPPLY_STATUS_DISCHARGING."""


@dataclass(frozen=True, slots=True)
class BatterySample:
    """
    Hold one battery message as it came, before any cleaning; NaN is an unmeasured number.

    The fields are those of sensor_msgs/BatteryState.

    :param voltage_v: voltage in V.
    :param current_a: current in A, by the message's definition negative when discharging.
    :param charge_ah: charge left in Ah.
    :param capacity_ah: charge of the full battery in Ah.
    :param design_capacity_ah: charge of the full new battery in Ah.
    :param percentage: state of charge, by the message's definition 0..1.
    :param status: 0 unknown, 1 charging, 2 discharging, 3 not charging, 4 full.
    :param present: whether there is a battery.
    :param stamp_s: stamp in seconds, on the clock of now_s; the time of reception where the
        message has no stamp.
    """

    voltage_v: float
    current_a: float
    charge_ah: float
    capacity_ah: float
    design_capacity_ah: float
    percentage: float
    status: int
    present: bool
    stamp_s: float


@dataclass(frozen=True, slots=True)
class BatteryReading:
    """
    Hold what is known about the battery now; NaN where it is not known.

    :param soc: state of charge, 0..1.
    :param is_known: whether soc may be used.
    :param is_charging: whether charge flows in.
    :param voltage_v: voltage in V, low-pass filtered.
    :param current_a: current in A, negative when discharging whatever the source does.
    :param remaining_wh: energy left in Wh.
    :param source: where soc comes from: ``percentage``, ``charge``, ``voltage`` or
        ``none``.
    :param reason: why soc is unknown, or how the message was understood.
    """

    soc: float
    is_known: bool
    is_charging: bool
    voltage_v: float
    current_a: float
    remaining_wh: float
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class BatterySettings:
    """
    Hold how the messages of one battery source are read.

    :param percentage_unit: ``ratio`` (0..1), ``percent`` (0..100) or ``auto``: percent once
        three messages in a row are above 1.05.
    :param current_sign: ``ros`` (negative when discharging), ``reversed`` or ``auto``:
        reversed once three messages in a row contradict their status.
    :param timeout_s: a message older than this is not used, in s above 0.
    :param voltage_curve: pairs (voltage in V, state of charge 0..1), both rising, used where
        a message has neither percentage nor charge; empty for none.
    :param voltage_filter_s: time constant of the low-pass filter of the voltage in s, 0 or
        more: the voltage sags under load.
    :param capacity_ah: charge of the full battery in Ah where the messages do not say; NaN
        for unknown.
    :param nominal_voltage_v: mean voltage over a discharge in V, for the energy left; NaN
        takes the filtered voltage, which is up to 12 % too much for a full lithium-ion cell.
    :param charging_current_a: least current in A that counts as charging where the status
        does not say.
    :raises ConfigurationError: if a value is out of its limits.
    """

    percentage_unit: str = 'auto'
    current_sign: str = 'auto'
    timeout_s: float = 30.0
    voltage_curve: tuple[tuple[float, float], ...] = ()
    voltage_filter_s: float = 10.0
    capacity_ah: float = math.nan
    nominal_voltage_v: float = math.nan
    charging_current_a: float = 0.05

    def __post_init__(self) -> None:
        """Check every limit."""
        if self.percentage_unit not in ('auto', 'ratio', 'percent'):
            raise ConfigurationError('percentage_unit', self.percentage_unit,
                                     'auto, ratio or percent')
        if self.current_sign not in ('auto', 'ros', 'reversed'):
            raise ConfigurationError('current_sign', self.current_sign, 'auto, ros or reversed')
        if not self.timeout_s > 0:
            raise ConfigurationError('timeout_s', self.timeout_s, 'seconds above 0')
        for name in ('voltage_filter_s', 'charging_current_a'):
            if not 0 <= getattr(self, name) < math.inf:
                raise ConfigurationError(name, getattr(self, name), 'a finite number, 0 or more')
        for name in ('capacity_ah', 'nominal_voltage_v'):
            value = getattr(self, name)
            if not math.isnan(value) and not 0 < value < math.inf:
                raise ConfigurationError(name, value, 'a finite number above 0, or NaN')
        _check_curve(self.voltage_curve)


def _check_curve(curve: tuple[tuple[float, float], ...]) -> None:
    is_rising = all(v < w and s <= t for (v, s), (w, t) in zip(curve, curve[1:]))
    in_range = all(0 < v < math.inf and 0 <= s <= 1 for v, s in curve)
    if curve and not (len(curve) > 1 and is_rising and in_range):
        raise ConfigurationError('voltage_curve', curve, 'two or more pairs (voltage in V, state '
                                                         'of charge 0..1), both rising')
