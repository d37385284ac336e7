# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""A battery that discharges along a measured or fitted curve under the power drawn from it."""

from __future__ import annotations

from collections.abc import Sequence
import math

from snn_agent.datasets.battery import DischargeCurve
from snn_agent.datasets.battery import find_discharge_curves
from snn_agent.energy.cell import Cell
from snn_agent.energy.cell import cell_from_curves
from snn_agent.energy.cell import fitted_cell
from snn_agent.energy.cell import measured_cell
from snn_agent.errors import ConfigurationError

__all__ = ['Battery']

_STEP_SOC = 0.002
"""Largest change of the state of charge within which the voltage is taken as constant."""


class Battery:
    """
    Simulate a battery of equal cells in series and in parallel.

    Under a drawn power P the current solves P = V I' with V = E - R I' (I' = -I, the current
    out of the battery), so I' = (E - sqrt(E^2 - 4 R P)) / 2 R, with the open-circuit voltage
    E(soc) and the inner resistance R of the pack. A pack of capacity C has C / C_cell cells
    in parallel, so its resistance is series_cells x R_cell x C_cell / C. Time runs as fast as
    the caller says: draw() takes the time step.

    :param cell: constants of one cell.
    :param capacity_ah: capacity of the pack in Ah, above 0; None takes that of one cell.
    :param series_cells: number of cells in series, 1 or more.
    :param initial_soc: state of charge to start with, 0..1.
    :raises ConfigurationError: if a number is out of its limits.
    """

    def __init__(self, cell: Cell, capacity_ah: float | None = None, series_cells: int = 1,
                 initial_soc: float = 1.0) -> None:
        capacity_ah = cell.capacity_ah if capacity_ah is None else capacity_ah
        if not 0 < capacity_ah < math.inf:
            raise ConfigurationError('capacity_ah', capacity_ah, 'a finite number of Ah above 0')
        if series_cells < 1 or series_cells != int(series_cells):
            raise ConfigurationError('series_cells', series_cells, 'a whole number, 1 or more')
        if not 0 <= initial_soc <= 1:
            raise ConfigurationError('initial_soc', initial_soc, 'a number from 0 to 1')
        self._cell = cell
        self._capacity_ah = float(capacity_ah)
        self._series_cells = int(series_cells)
        self._resistance_ohm = (
            series_cells * cell.resistance_ohm * cell.capacity_ah / capacity_ah)
        self._soc = float(initial_soc)
        self._current_a = 0.0
        self._voltage_v = self._open_circuit_v()

    @classmethod
    def from_curves(cls, curves: Sequence[DischargeCurve], capacity_ah: float | None = None,
                    series_cells: int = 1, initial_soc: float = 1.0) -> Battery:
        """
        Build from measured discharges of one cell; parameters as for the class.

        :raises DataError: if the curves do not fit each other.
        """
        return cls(cell_from_curves(curves), capacity_ah, series_cells, initial_soc)

    @classmethod
    def default(cls, capacity_ah: float | None = None, series_cells: int = 1,
                initial_soc: float = 1.0) -> Battery:
        """
        Build from the measured cell when its curves are on this machine, else from the fit.

        The property source says which. Parameters as for the class.

        :raises DataError: if the curves are there but damaged.
        """
        cell = fitted_cell() if find_discharge_curves() is None else measured_cell()
        return cls(cell, capacity_ah, series_cells, initial_soc)

    @property
    def source(self) -> str:
        """Return where the voltage comes from: ``nasa_b0005`` or ``fitted``."""
        return self._cell.source

    @property
    def soc(self) -> float:
        """Return the state of charge, 0..1."""
        return self._soc

    @property
    def voltage_v(self) -> float:
        """Return the terminal voltage under the last power drawn, in V."""
        return self._voltage_v

    @property
    def current_a(self) -> float:
        """Return the current under the last power drawn in A, negative when discharging."""
        return self._current_a

    @property
    def capacity_ah(self) -> float:
        """Return the charge of the full battery in Ah."""
        return self._capacity_ah

    @property
    def charge_ah(self) -> float:
        """Return the charge left in Ah."""
        return self._soc * self._capacity_ah

    @property
    def is_empty(self) -> bool:
        """Return True if no charge is left, or the voltage is below the cut-off."""
        return self._soc <= 0.0 or self._voltage_v < self._cell.cutoff_v * self._series_cells

    def draw(self, power_w: float, dt_s: float) -> None:
        """
        Draw a constant power for some time, at most until the battery is empty.

        A power that the battery cannot deliver gives the current of its greatest power, at
        half the open-circuit voltage; is_empty is then True.

        :param power_w: power in W; below 0 charges, at most until it is full.
        :param dt_s: time in seconds, 0 or more; it is cut into steps as far as needed.
        :raises ConfigurationError: if a number is not finite, or the time is negative.
        """
        if not math.isfinite(power_w):
            raise ConfigurationError('power_w', power_w, 'a finite number of watts')
        if not 0 <= dt_s < math.inf:
            raise ConfigurationError('dt_s', dt_s, 'a finite number of seconds, 0 or more')
        left_s = float(dt_s)
        while True:
            self._load(power_w)
            rate = self._current_a / (self._capacity_ah * 3600)  # of the soc, per second
            step_s = min(left_s, _STEP_SOC / abs(rate)) if rate else left_s
            self._soc = min(max(self._soc + rate * step_s, 0.0), 1.0)
            left_s -= step_s
            if left_s <= 0 or (self._soc == 0 and rate < 0) or (self._soc == 1 and rate > 0):
                break
        self._load(power_w)

    def _open_circuit_v(self) -> float:
        return self._series_cells * self._cell.open_circuit_v(self._soc)

    def _load(self, power_w: float) -> None:
        """Set current and voltage for the present state of charge."""
        source_v = self._open_circuit_v()
        root = math.sqrt(max(source_v**2 - 4 * self._resistance_ohm * power_w, 0.0))
        self._current_a = -(source_v - root) / (2 * self._resistance_ohm)
        self._voltage_v = source_v + self._current_a * self._resistance_ohm
