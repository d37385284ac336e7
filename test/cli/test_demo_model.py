# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The demo's model is made once and made again when its file is broken."""

from __future__ import annotations

import numpy as np
import pytest

from snn_agent.cli import demo_model
from snn_agent.datasets import ImageDataset
from snn_agent.datasets import load_dataset
from snn_agent.engine import Model
from snn_agent.timestep import DEFAULT_TIMESTEPS


@pytest.fixture
def small_dataset():
    digits = load_dataset('digits', 'train')
    return ImageDataset(
        digits.name, digits.split, digits.images[:100], digits.labels[:100], digits.class_names)


def test_model_has_every_operating_point_measured(small_dataset, monkeypatch):
    monkeypatch.setattr(demo_model, 'NEURONS', 20)
    model = demo_model.make_demo_model(small_dataset, 0)
    assert [point.timesteps for point in model.points] == sorted(DEFAULT_TIMESTEPS)
    assert all(point.measured.samples == 15 * 6 for point in model.points)
    assert model.provenance['dataset'] == 'digits'


def test_file_is_kept_and_a_broken_one_is_replaced(small_dataset, monkeypatch, tmp_path):
    monkeypatch.setenv('XDG_CACHE_HOME', str(tmp_path))
    monkeypatch.setattr(demo_model, 'NEURONS', 20)
    monkeypatch.setattr(demo_model, 'load_dataset', lambda name, split: small_dataset)
    path = demo_model.obtain_demo_model('digits', 3)
    assert path.is_relative_to(tmp_path)
    first = Model.load(path)
    assert demo_model.obtain_demo_model('digits', 3) == path
    path.write_bytes(b'broken')
    demo_model.obtain_demo_model('digits', 3)
    np.testing.assert_array_equal(Model.load(path).weights, first.weights)
