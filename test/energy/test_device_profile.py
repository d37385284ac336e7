# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the device profiles that come with the package, and broken ones."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import yaml

from snn_agent.energy import device_profile
from snn_agent.energy import load_profile
from snn_agent.energy import profile_names
from snn_agent.engine.counts import COUNT_NAMES
from snn_agent.errors import ConfigurationError


@pytest.mark.parametrize('name', profile_names())
def test_every_profile_of_the_package(name) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert set(profile.energy_j) == set(COUNT_NAMES)
    assert profile.energy_j['synaptic_operations'] > 0
    assert profile.energy_j['neuron_updates'] > 0
    assert all(constant.source for constant in profile.constants.values())
    assert not profile.is_verified  # each has estimates in it, and says so


def test_names_are_known_parts() -> None:
    assert {'stm32l452', 'horowitz_45nm'} <= set(profile_names())
    assert not any(name.startswith('_') for name in profile_names())


@pytest.mark.parametrize(('name', 'nanojoules', 'clock_hz'), [
    ('stm32l452', 0.2772, 80e6),  # 84 uA/MHz x 3.3 V
    ('stm32l412', 0.0924, 80e6),  # 28 uA/MHz x 3.3 V
    ('nrf52840', 0.156, 64e6),  # 52 uA/MHz x 3.0 V
    ('stm32u575', 0.06435, 160e6),  # 19.5 uA/MHz x 3.3 V
    ('apollo3', 0.0198, 48e6),  # 6 uA/MHz x 3.3 V
])
def test_energy_per_cycle(name, nanojoules, clock_hz) -> None:
    profile = load_profile(name)
    assert profile.clock_hz == clock_hz
    for count in COUNT_NAMES:
        expected = profile.cycles[count] * nanojoules * 1e-9
        assert profile.energy_j[count] == pytest.approx(expected, rel=1e-9)


def test_idle_power_of_stm32l452() -> None:
    # 27 uA/MHz x 80 MHz x 3.3 V
    assert load_profile('stm32l452').idle_power_w == pytest.approx(7.128e-3)
    assert math.isnan(load_profile('stm32l412').idle_power_w)


def test_horowitz_has_no_clock_and_counts_accesses() -> None:
    profile = load_profile('horowitz_45nm')
    assert profile.energy_j['synaptic_operations'] == pytest.approx(0.9e-12)
    assert profile.energy_j['neuron_updates'] == pytest.approx(4.6e-12)
    assert profile.energy_j['weight_reads'] > profile.energy_j['state_reads'] > 0
    assert math.isnan(profile.clock_hz)
    assert not profile.cycles


def test_a_synaptic_operation_agrees_with_compiled_code() -> None:
    # 4.5 instructions in portable C at 1.2 to 1.5 cycles each, see _cortex_m4f.yaml
    cycles = load_profile('stm32l452').cycles
    total = (cycles['synaptic_operations'] + cycles['weight_reads']
             + cycles['state_reads'] + cycles['state_writes'])
    assert 4.5 * 1.2 <= total <= 4.5 * 1.5


def test_unknown_name_lists_the_known() -> None:
    with pytest.raises(ConfigurationError, match='horowitz_45nm.*stm32l452'):
        load_profile('stm32')


@pytest.mark.parametrize('name', ['_cortex_m4f', '../devices/stm32l452'])
def test_other_files_are_no_profiles(name) -> None:
    with pytest.raises(ConfigurationError, match='device profile'):
        load_profile(name)


@pytest.fixture
def own(tmp_path) -> Path:
    """Copy a profile into a folder of the user."""
    path = tmp_path / 'own.yaml'
    path.write_text((device_profile._FOLDER / 'stm32l452.yaml').read_text())
    return path


def edit(path: Path, change) -> None:
    """Change the content of a YAML file."""
    content = yaml.safe_load(path.read_text())
    change(content)
    path.write_text(yaml.safe_dump(content))


def test_own_profile_uses_the_core_of_the_package(own) -> None:
    edit(own, lambda content: content['clock_hz'].update(value=1e6))
    profile = load_profile(own)
    assert (profile.name, profile.clock_hz) == ('own', 1e6)
    assert profile.cycles == load_profile('stm32l452').cycles
    assert load_profile(str(own)).clock_hz == 1e6


def test_own_core_beside_the_profile(own) -> None:
    core = own.with_name('mine.yaml')
    core.write_text((device_profile._FOLDER / '_cortex_m4f.yaml').read_text())
    edit(core, lambda content: content['cycles']['weight_reads'].update(value=9))
    edit(own, lambda content: content.update(core='mine'))
    assert load_profile(own).cycles['weight_reads'] == 9


@pytest.mark.parametrize(('change', 'reason'), [
    (lambda c: c.pop('kind'), 'processor or operations'),
    (lambda c: c.update(kind=['processor']), 'processor or operations'),
    (lambda c: c.pop('clock_hz'), 'the keys .*clock_hz'),
    (lambda c: c.update(speed=1), 'the keys'),
    (lambda c: c.update(title=''), 'one line'),
    (lambda c: c['clock_hz'].update(value=0), 'more than 0'),
    (lambda c: c['supply_v'].update(value='3.3 V'), 'supply_v.value'),
    (lambda c: c.update(core='../stm32l452'), 'core'),
    (lambda c: c.update(core='absent'), 'No such file'),
])
def test_broken_profiles(own, change, reason) -> None:
    edit(own, change)
    with pytest.raises(ConfigurationError, match=reason):
        load_profile(own)


@pytest.mark.parametrize(('change', 'named'), [
    (lambda table: table.pop('state_reads'), 'state_reads'),
    (lambda table: table.update(multiplications=1), 'multiplications'),
])
def test_no_operation_is_free_by_omission(tmp_path, change, named) -> None:
    path = tmp_path / 'own.yaml'
    path.write_text((device_profile._FOLDER / 'horowitz_45nm.yaml').read_text())
    edit(path, lambda content: change(content['energy_pj']))
    with pytest.raises(ConfigurationError, match=named):
        load_profile(path)
