# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The parameters of every node that reads a battery."""

from __future__ import annotations

from dataclasses import dataclass
import math

from snn_agent.control import BatterySettings
from snn_agent.errors import ConfigurationError
from snn_agent.nodes.specification import parameter
from snn_agent.nodes.specification import Settings

__all__ = ['BatteryInputSettings', 'parse_voltage_curve']


@dataclass(frozen=True)
class BatteryInputSettings(Settings):
    """Parameters that say how the messages on ``battery_state`` are to be read."""

    battery_percentage_unit: str = parameter(
        'battery.percentage_unit', 'auto',
        'Unit of the field percentage; auto takes percent once three messages are above 1.05.',
        choices=('auto', 'ratio', 'percent'))
    battery_current_sign: str = parameter(
        'battery.current_sign', 'auto',
        'Sign of the field current; ros is negative when discharging, auto compares it with '
        'the status.',
        choices=('auto', 'ros', 'reversed'))
    battery_timeout_s: float = parameter(
        'battery.timeout_s', 30.0, 'Age above which a message is not used.', unit='s',
        bounds=(0.1, 3600.0))
    battery_voltage_curve: str = parameter(
        'battery.voltage_curve', '',
        'Pairs voltage:charge, both rising, for batteries that report only a voltage, for '
        "example '3.3:0.0 3.7:0.5 4.2:1.0'; empty for none.")
    battery_voltage_filter_s: float = parameter(
        'battery.voltage_filter_s', 10.0, 'Time constant of the low-pass filter of the voltage.',
        unit='s', bounds=(0.0, 3600.0))
    battery_full_ah: float = parameter(
        'battery.full_ah', 0.0,
        'Charge of the full battery where the messages do not say; 0 is unknown.', unit='Ah',
        bounds=(0.0, 1e4))
    battery_nominal_voltage_v: float = parameter(
        'battery.nominal_voltage_v', 0.0,
        'Mean voltage over a discharge, for the energy left; 0 takes the measured voltage.',
        unit='V', bounds=(0.0, 1e4))
    battery_charging_current_a: float = parameter(
        'battery.charging_current_a', 0.05,
        'Least current that counts as charging where the status does not say.', unit='A',
        bounds=(0.0, 1e3))

    def check_together(self) -> None:
        """Check the voltage curve and what BatterySettings checks."""
        self.battery_settings()

    def battery_settings(self) -> BatterySettings:
        """Return the same for the battery reader."""
        return BatterySettings(
            percentage_unit=self.battery_percentage_unit,
            current_sign=self.battery_current_sign,
            timeout_s=self.battery_timeout_s,
            voltage_curve=parse_voltage_curve(self.battery_voltage_curve),
            voltage_filter_s=self.battery_voltage_filter_s,
            capacity_ah=self.battery_full_ah or math.nan,
            nominal_voltage_v=self.battery_nominal_voltage_v or math.nan,
            charging_current_a=self.battery_charging_current_a)


def parse_voltage_curve(text: str) -> tuple[tuple[float, float], ...]:
    """
    Return the pairs in a text such as ``3.3:0.0 4.2:1.0``.

    :raises ConfigurationError: if a pair is not two numbers.
    """
    try:
        pairs = [tuple(float(number) for number in pair.split(':')) for pair in text.split()]
        return tuple((voltage, charge) for voltage, charge in pairs)
    except ValueError as error:
        raise ConfigurationError(
            'battery.voltage_curve', text, "pairs voltage:charge such as '3.3:0.0 4.2:1.0'"
        ) from error
