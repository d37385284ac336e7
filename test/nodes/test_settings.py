# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The parameter file and the declared parameters say the same, in both directions."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from snn_agent.errors import ConfigurationError
from snn_agent.nodes.settings import NODE_SETTINGS
from snn_agent.nodes.settings import TelemetrySettings
from snn_agent.nodes.simulation_settings import LatencyProbeSettings
from snn_agent.nodes.specification import check_values

CONFIG = Path(__file__).resolve().parents[2] / 'config' / 'snn_agent.yaml'
SECTIONS = yaml.safe_load(CONFIG.read_text(encoding='utf-8'))
CLASSES = [*NODE_SETTINGS.values(), LatencyProbeSettings]


def test_the_file_has_a_section_for_every_node_in_any_namespace():
    assert set(SECTIONS) == {f'/**/{node}' for node in NODE_SETTINGS}


@pytest.mark.parametrize('node', NODE_SETTINGS)
def test_the_file_and_the_declared_parameters_agree(node):
    values = SECTIONS[f'/**/{node}']['ros__parameters']
    assert check_values(NODE_SETTINGS[node], values) == []


@pytest.mark.parametrize('node', NODE_SETTINGS)
def test_the_file_shows_the_defaults(node):
    values = SECTIONS[f'/**/{node}']['ros__parameters']
    for spec in NODE_SETTINGS[node].specs().values():
        value = values
        for part in spec.name.split('.'):
            value = value[part]
        assert value == spec.default, spec.name


@pytest.mark.parametrize('settings', CLASSES)
def test_every_parameter_is_described_and_every_number_bounded(settings):
    names = [spec.name for spec in settings.specs().values()]
    assert len(set(names)) == len(names)
    for spec in settings.specs().values():
        assert spec.description.endswith('.'), spec.name
        is_number = type(spec.default) in (int, float)
        assert (spec.bounds is not None) == is_number, spec.name


def test_the_voltage_curve_is_read_from_text():
    settings = TelemetrySettings(battery_voltage_curve='3.3:0.0 3.7:0.5 4.2:1.0')
    assert settings.battery_settings().voltage_curve == ((3.3, 0.0), (3.7, 0.5), (4.2, 1.0))


@pytest.mark.parametrize('text', ['3.3', '3.3:a', '3.3:0.0:1.0', '4.2:1.0 3.3:0.0'])
def test_a_broken_voltage_curve_is_refused(text):
    with pytest.raises(ConfigurationError, match='voltage_curve'):
        TelemetrySettings(battery_voltage_curve=text)


def test_the_probe_needs_a_place_for_its_figures():
    with pytest.raises(ConfigurationError, match='report.path'):
        LatencyProbeSettings()
