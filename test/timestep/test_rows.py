# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Rows say what their columns promise."""

from __future__ import annotations

import csv

from snn_agent.energy import load_profile
from snn_agent.energy import modelled_latency_s
from snn_agent.engine import OperatingPoint
from snn_agent.timestep.rows import column_meanings
from snn_agent.timestep.rows import make_rows
from snn_agent.timestep.rows import WALL_TIMES
from snn_agent.timestep.rows import write_rows
from snn_agent.timestep.trial import run_trial


def test_one_row_for_each_inference_point(small_trial):
    points = (OperatingPoint(8), OperatingPoint(20, threshold_scale=0.5))
    trial = small_trial(inference=points, seed=4)
    result = run_trial(trial)
    rows = list(make_rows('reduced', trial, result, 'a variant'))
    assert [row['timesteps'] for row in rows] == [8, 20]
    for row, point in zip(rows, result.points):
        assert set(row) == set(column_meanings())
        assert (row['curve'], row['variant'], row['seed']) == ('reduced', 'a variant', 4)
        assert row['trained_at'] == 8
        assert row['training_timesteps'] == result.training.counts.timesteps
        assert row['threshold_scale'] == point.threshold_scale
        assert row['accuracy'] == point.measured.accuracy
        assert row['inference_output_spikes'] == point.measured.counts.output_spikes
        assert row['training_output_spikes'] == result.training.counts.output_spikes
        assert row['inference_energy_j_loihi'] == point.measured.energy_modelled_j['loihi']
        assert row['inference_latency_s_stm32l452'] == modelled_latency_s(
            point.measured.counts, load_profile('stm32l452'))


def test_devices_without_clock_have_no_latency():
    names = column_meanings()
    assert 'inference_energy_j_horowitz_45nm' in names
    assert 'inference_latency_s_horowitz_45nm' not in names


def test_every_column_has_a_meaning():
    assert all(column_meanings().values())
    assert set(WALL_TIMES) < set(column_meanings())


def test_file_holds_the_exact_numbers(small_trial, tmp_path):
    trial = small_trial()
    rows = list(make_rows('plain', trial, run_trial(trial)))
    write_rows(tmp_path / 'rows.csv', rows)
    with open(tmp_path / 'rows.csv', newline='', encoding='utf-8') as stream:
        read = list(csv.DictReader(stream))
    assert list(read[0]) == list(column_meanings())
    for name, value in rows[0].items():
        assert type(value)(read[0][name]) == value
