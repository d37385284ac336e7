# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""A study leaves the network that it chose."""

from __future__ import annotations

from dataclasses import replace
import json

import numpy as np
import pytest

from snn_agent.timestep import keep_model
from snn_agent.timestep import keep_model_work
from snn_agent.timestep import Limits
from snn_agent.timestep import summarise_study
from snn_agent.timestep import write_summary
from snn_agent.timestep.enhance import trained_point
from snn_agent.timestep.trial import train_trial


@pytest.fixture(scope='module')
def summary(tiny_study):
    """Return the summary of the tiny study."""
    return summarise_study(tiny_study[0], Limits())


def test_model_is_the_chosen_network_with_points_for_all_timesteps(tiny_study, summary):
    study, done = tiny_study[0], []
    model = keep_model(study, summary, {'command': 'a command'}, done.append)
    count = summary['chosen']['timesteps']
    network = train_trial(study.settings.full_trial(study.points[count], seed=0))
    assert np.array_equal(model.weights, network.weights)
    assert [point.timesteps for point in model.points] == [10, 50, 350]
    assert all(point.measured for point in model.points)
    assert replace(trained_point(model), measured=None, exit_margin=0.0) == study.points[count]
    assert model.provenance['command'] == 'a command'
    assert model.provenance['dataset'] == 'digits'
    assert sum(done) == keep_model_work(study, summary)


def test_summary_file_is_the_summary(summary, tmp_path):
    write_summary(tmp_path / 'summary.json', summary)
    assert json.loads((tmp_path / 'summary.json').read_text()) == json.loads(json.dumps(summary))
