# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Make one meaning out of what real battery publishers send."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from snn_agent.control.battery_sample import BatteryReading
from snn_agent.control.battery_sample import BatterySample
from snn_agent.control.battery_sample import BatterySettings
from snn_agent.control.battery_sample import CHARGING
from snn_agent.control.battery_sample import DISCHARGING

__all__ = ['BatteryReader']

_MARGIN = 1.05
"""A ratio up to this is a full battery; above it the number is no ratio."""

_CONFIRMATIONS = 3
"""Messages in a row that settle the unit or the sign of a source."""

_SIGN_CURRENT_A = 0.05
"""Currents below this say nothing about the sign."""


class _Charge(NamedTuple):
    """A state of charge (NaN if unknown), its source, how it was understood, its stamp in s."""

    soc: float
    source: str
    reason: str
    stamp_s: float


class BatteryReader:
    """
    Read the messages of one battery source.

    The state of charge is taken from the percentage, else from charge and capacity, else from
    the voltage curve, else it is unknown. Not believed are: NaN and negative numbers, a
    percentage or charge that was exactly 0 in every message so far (never filled in), a
    capacity of 0, a current of exactly 0 while discharging, ratios above 1.05, batteries that
    are not present, and stamps too old or in the future. A message that tells no state of
    charge leaves the last one standing until that is timeout_s old. Percent and reversed
    currents are recognised, see BatterySettings; once recognised they stay for the life of
    the reader.

    :param settings: how to read.
    """

    def __init__(self, settings: BatterySettings | None = None) -> None:
        self._settings = settings or BatterySettings()
        self._sample: BatterySample | None = None
        self._charge = _Charge(math.nan, 'none', '', -math.inf)
        self._filtered_v = math.nan
        self._is_percent = self._settings.percentage_unit == 'percent'
        self._is_reversed = self._settings.current_sign == 'reversed'
        self._percent_votes = 0
        self._sign_votes = 0
        self._has_percentage = False
        self._has_charge = False

    def update(self, sample: BatterySample) -> None:
        """Take a message in."""
        self._filter_voltage(sample)
        self._vote_on_unit(sample)
        self._vote_on_sign(sample)
        self._has_percentage |= sample.percentage > 0
        self._has_charge |= sample.charge_ah > 0
        charge = self._state_of_charge(sample)
        is_held = math.isnan(charge.soc) and self._is_fresh(self._charge, sample.stamp_s)
        if not is_held:
            self._charge = charge
        self._sample = sample

    def reading(self, now_s: float) -> BatteryReading:
        """
        Return what is known about the battery.

        :param now_s: present time in s, on the clock of the stamps.
        """
        sample = self._sample
        if sample is None:
            return _unknown('no battery message yet')
        age_s = now_s - sample.stamp_s
        timeout_s = self._settings.timeout_s
        if not age_s <= timeout_s:
            return _unknown(f'the last battery message is {age_s:.1f} s old, '
                            f'more than {timeout_s:g} s')
        if age_s < -timeout_s:
            return _unknown(f'the last battery message is stamped {-age_s:.1f} s in the future: '
                            'its clock differs')
        if not sample.present:
            return _unknown('the battery message says that no battery is present')
        charge, current_a = self._charge, self._current_a(sample)
        if not self._is_fresh(charge, now_s):
            charge = self._state_of_charge(sample)
        return BatteryReading(
            charge.soc, not math.isnan(charge.soc), self._is_charging(sample, current_a),
            self._filtered_v, current_a, self._remaining_wh(sample, charge.soc), charge.source,
            charge.reason)

    def _is_fresh(self, charge: _Charge, now_s: float) -> bool:
        is_near = abs(now_s - charge.stamp_s) <= self._settings.timeout_s
        return is_near and not math.isnan(charge.soc)

    def _state_of_charge(self, sample: BatterySample) -> _Charge:
        """Say what one message tells."""
        soc, source, reason = self._understand(sample)
        return _Charge(soc, source, reason, sample.stamp_s)

    def _understand(self, sample: BatterySample) -> tuple[float, str, str]:
        """Return state of charge (NaN if unknown), its source and how it was understood."""
        unit = 'percent' if self._is_percent else 'ratio'
        ratio = sample.percentage / 100 if self._is_percent else sample.percentage
        if self._has_percentage and 0 <= ratio <= _MARGIN:
            return min(ratio, 1.0), 'percentage', f'percentage taken as {unit}'
        capacity_ah = self._capacity_ah(sample)
        ratio = sample.charge_ah / capacity_ah
        if self._has_charge and 0 <= ratio <= _MARGIN:
            return min(ratio, 1.0), 'charge', f'charge divided by {capacity_ah:g} Ah'
        curve = self._settings.voltage_curve
        if curve and not math.isnan(self._filtered_v):
            voltages, charges = zip(*curve)
            soc = float(np.interp(self._filtered_v, voltages, charges))
            return soc, 'voltage', f'voltage curve at {self._filtered_v:.2f} V'
        return math.nan, 'none', (
            f'nothing tells the state of charge: percentage {sample.percentage:g} ({unit}), '
            f'charge {sample.charge_ah:g} of {capacity_ah:g} Ah, '
            f'{"voltage not measured" if curve else "no voltage curve is set"}')

    def _capacity_ah(self, sample: BatterySample) -> float:
        """Return the first capacity that is filled in, NaN if none is."""
        stated = (sample.capacity_ah, sample.design_capacity_ah)
        return next((value for value in stated if 0 < value < math.inf),
                    self._settings.capacity_ah)

    def _remaining_wh(self, sample: BatterySample, soc: float) -> float:
        nominal_v = self._settings.nominal_voltage_v
        voltage_v = self._filtered_v if math.isnan(nominal_v) else nominal_v
        return soc * self._capacity_ah(sample) * voltage_v

    def _current_a(self, sample: BatterySample) -> float:
        if not math.isfinite(sample.current_a):
            return math.nan
        if sample.current_a == 0:
            return math.nan if sample.status == DISCHARGING else 0.0
        return -sample.current_a if self._is_reversed else sample.current_a

    def _is_charging(self, sample: BatterySample, current_a: float) -> bool:
        """Believe the status where it says; full and not charging are ambiguous on a dock."""
        if sample.status in (CHARGING, DISCHARGING):
            return sample.status == CHARGING
        return current_a > self._settings.charging_current_a

    def _filter_voltage(self, sample: BatterySample) -> None:
        """Follow the voltage with v += (V - v)(1 - exp(-dt / tau)); a gap starts it anew."""
        if not 0 < sample.voltage_v < math.inf:
            self._filtered_v = math.nan
            return
        last = self._sample
        tau_s = self._settings.voltage_filter_s
        step_s = math.inf if last is None else sample.stamp_s - last.stamp_s
        if math.isnan(self._filtered_v) or not step_s >= 0 or tau_s == 0:
            self._filtered_v = sample.voltage_v
        else:
            share = -math.expm1(-step_s / tau_s)
            self._filtered_v += (sample.voltage_v - self._filtered_v) * share

    def _vote_on_unit(self, sample: BatterySample) -> None:
        is_beyond = _MARGIN < sample.percentage <= 100 * _MARGIN
        self._percent_votes = self._percent_votes + 1 if is_beyond else 0
        if self._settings.percentage_unit == 'auto' and self._percent_votes >= _CONFIRMATIONS:
            self._is_percent = True

    def _vote_on_sign(self, sample: BatterySample) -> None:
        if not abs(sample.current_a) > _SIGN_CURRENT_A:
            return
        if sample.status not in (CHARGING, DISCHARGING):
            return
        is_contrary = (sample.current_a > 0) != (sample.status == CHARGING)
        self._sign_votes = self._sign_votes + 1 if is_contrary else 0
        if self._settings.current_sign == 'auto' and self._sign_votes >= _CONFIRMATIONS:
            self._is_reversed = True


def _unknown(reason: str) -> BatteryReading:
    return BatteryReading(
        math.nan, False, False, math.nan, math.nan, math.nan, 'none', reason)
