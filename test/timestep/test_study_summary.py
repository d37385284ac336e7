# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The outcome of a study follows from its rows."""

from __future__ import annotations

from dataclasses import replace
import json
from statistics import mean

import pytest

from snn_agent.errors import ConfigurationError
from snn_agent.timestep import Limits
from snn_agent.timestep import summarise_study


@pytest.fixture(scope='module')
def summary(tiny_study):
    """Return the summary of the tiny study without limits."""
    return summarise_study(tiny_study[0], Limits())


def test_it_is_strict_json(summary):
    assert json.loads(json.dumps(summary, allow_nan=False))['device'] == 'stm32l452'


def test_means_and_spreads_are_those_of_the_seeds(summary, tiny_study):
    for curve, found in summary['curves'].items():
        for entry in found:
            values = [
                row['accuracy'] for row in tiny_study[0].rows
                if row['curve'] == curve and row['timesteps'] == entry['timesteps']]
            assert entry['seeds'] == len(values) == 2
            assert entry['accuracy']['mean'] == mean(values)
            assert (entry['accuracy']['min'], entry['accuracy']['max']) == (
                min(values), max(values))


def test_choices_get_shorter_with_their_weights(summary):
    assert len(summary['choices']) == 16
    by_weights = {
        (one['latency_weight'], one['energy_weight']): one['timesteps']
        for one in summary['choices']}
    assert by_weights[0.5, 0.5] <= by_weights[0.1, 0.1] <= by_weights[0.0, 0.0]
    assert by_weights[0.1, 0.1] == summary['chosen']['timesteps']


def test_chosen_is_compared_with_the_full_plain_network(summary):
    chosen, full = summary['chosen'], summary['full']
    assert full['timesteps'] == 350
    assert chosen['accuracy_difference'] == pytest.approx(chosen['accuracy'] - full['accuracy'])
    assert chosen['times_less_inference_energy'] == pytest.approx(
        full['energy_j'] / chosen['energy_j'])
    assert chosen['times_fewer_timesteps'] == pytest.approx(
        full['computed'] / chosen['computed'])


def test_search_is_told_beside_the_closed_form(summary):
    assert [one['timesteps'] for one in summary['search']] == [10, 50, 350]
    for one in summary['search']:
        assert one['attempts'] == 6
        assert one['score'] >= one['closed_form_score']


def test_noise_is_the_spread_of_the_unchanged_network(summary, tiny_study):
    unchanged = [
        row for row in tiny_study[0].rows
        if row['curve'] == 'sensitivity' and not row['variant']]
    spreads = []
    for count in (10, 50, 350):
        values = [row['accuracy'] for row in unchanged if row['timesteps'] == count]
        spreads.append(max(values) - min(values))
    assert summary['sensitivity']['noise'] == max(spreads)


def test_limits_are_kept_by_every_choice(tiny_study, summary):
    energies = sorted(
        one['inference_energy_j_stm32l452']['mean'] for one in summary['curves']['enhanced'])
    limits = Limits(energy_j=energies[1])
    found = summarise_study(tiny_study[0], limits)
    assert max(one['timesteps'] for one in found['choices']) <= 50
    assert found['limits'] == {'energy_j': energies[1]}


def test_contradiction_is_an_error(tiny_study):
    with pytest.raises(ConfigurationError, match='--max-energy-uj'):
        summarise_study(tiny_study[0], Limits(energy_j=1e-12))


def test_study_without_enhancement_chooses_among_plain_networks(tiny_study):
    study = tiny_study[0]
    plain = replace(study, rows=[row for row in study.rows if row['curve'] != 'enhanced'])
    found = summarise_study(plain, Limits())
    assert found['curves']['enhanced'] == []
    assert found['chosen']['accuracy'] in {
        one['accuracy']['mean'] for one in found['curves']['plain']}
