# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Measurements: what they count, and their interval."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from math import sqrt

import numpy as np
import pytest

from snn_agent.encoding import RateEncoding
from snn_agent.energy import load_profile
from snn_agent.energy import modelled_energy
from snn_agent.energy import profile_names
from snn_agent.engine import Engine
from snn_agent.engine import OpCounts
from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError
from snn_agent.timestep import measure
from snn_agent.timestep.measure import wilson_interval


# Newcombe, Statistics in Medicine 17 (1998), table I: score intervals, uncorrected.
@pytest.mark.parametrize('right, samples, low, high', [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718)])
def test_wilson_interval_has_the_published_values(right, samples, low, high):
    assert wilson_interval(right, samples) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize('right, samples', [(1, 10), (9, 10), (9500, 10_000), (5, 7)])
def test_ends_of_the_wilson_interval_are_196_standard_errors_away(right, samples):
    for end in wilson_interval(right, samples):
        errors = abs(right / samples - end) / sqrt(end * (1 - end) / samples)
        assert errors == pytest.approx(1.959964, rel=1e-6)


def test_wilson_interval_stays_within_0_and_1():
    for samples in (1, 3, 20, 997):
        for right in range(samples + 1):
            low, high = wilson_interval(right, samples)
            assert 0.0 <= low <= right / samples <= high <= 1.0


def test_everything_is_counted_over_all_samples_and_seeds(model, training):
    part = training.part(slice(0, 40))
    done = []
    found = measure(
        model, model.full_point, part, seeds=(3, 5), split='test', progress=done.append)
    right, silent, total = 0, 0, OpCounts()
    for seed in (3, 5):
        engine = Engine(model, seed)
        for k in range(40):
            result = engine.run(part.images[k], sample=k)
            right += result.label == str(part.labels[k])
            silent += result.presentations > 1
            total += result.counts
    assert (found.samples, found.seeds, found.split, sum(done)) == (80, (3, 5), 'test', 80)
    assert found.accuracy == right / 80
    assert found.silent_ratio == silent / 80
    assert found.counts.as_tuple() == pytest.approx(total.scaled(1 / 80).as_tuple())
    assert (found.accuracy_low, found.accuracy_high) == wilson_interval(right, 80)
    assert 0 < found.latency_s < 1


def test_energy_is_modelled_for_every_profile(model, training):
    found = measure(model, model.full_point, training.part(slice(0, 5)))
    assert set(found.energy_modelled_j) == set(profile_names())
    for name, energy in found.energy_modelled_j.items():
        assert energy == modelled_energy(found.counts, load_profile(name)).total_j
        assert isfinite(energy) and energy > 0


@pytest.mark.parametrize('presentations', [1, 2])
def test_samples_that_stay_silent_are_counted_and_wrong(model, training, presentations):
    shy = replace(model, encoding=RateEncoding(max_presentations=presentations))
    dark = replace(training.part(slice(0, 20)), images=np.zeros((20, 8, 8), np.uint8))
    found = measure(shy, shy.full_point, dark)
    assert (found.silent_ratio, found.accuracy) == (1.0, 0.0)
    assert found.counts.timesteps == 350 * presentations


def test_no_seed_is_refused(model, training):
    with pytest.raises(ConfigurationError, match='seeds'):
        measure(model, model.full_point, training, seeds=())


def test_other_images_or_classes_are_refused(model, training):
    wide = replace(training, images=training.images.reshape(-1, 4, 16))
    renamed = replace(training, class_names=tuple('abcdefghij'))
    for dataset in (wide, renamed):
        with pytest.raises(DataError, match='the model expects'):
            measure(model, model.full_point, dataset)
