# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the limits of the battery settings."""

from __future__ import annotations

import math

import pytest

from snn_agent.control import BatterySettings
from snn_agent.errors import ConfigurationError


@pytest.mark.parametrize(('name', 'value'), [
    ('percentage_unit', 'percentage'), ('current_sign', 'auto '), ('timeout_s', 0.0),
    ('timeout_s', math.nan), ('voltage_filter_s', -1.0), ('voltage_filter_s', math.inf),
    ('charging_current_a', math.nan), ('capacity_ah', 0.0), ('nominal_voltage_v', -3.0),
    ('voltage_curve', ((3.0, 0.0),)), ('voltage_curve', ((3.0, 0.0), (3.0, 1.0))),
    ('voltage_curve', ((3.0, 0.5), (4.0, 0.4))), ('voltage_curve', ((3.0, 0.0), (4.0, 1.1))),
    ('voltage_curve', ((0.0, 0.0), (4.0, 1.0))), ('voltage_curve', ((math.nan, 0.0), (4.0, 1.0))),
])
def test_refuses(name, value) -> None:
    with pytest.raises(ConfigurationError, match=name):
        BatterySettings(**{name: value})


def test_accepts_a_curve() -> None:
    curve = ((3.0, 0.0), (3.6, 0.5), (4.2, 1.0))
    assert BatterySettings(voltage_curve=curve).voltage_curve == curve
