# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The networks that are trained unless told otherwise."""

from __future__ import annotations

import pytest

from snn_agent.engine import PairStdp
from snn_agent.errors import ConfigurationError
from snn_agent.training import default_spec
from snn_agent.training import RULES


def test_rule_is_chosen_by_name():
    assert tuple(RULES) == ('pair', 'windowed')
    assert default_spec(64, 5) == default_spec(64, 5, 'pair')
    assert isinstance(default_spec(64, 5).dense.plasticity, PairStdp)
    assert default_spec(784, 400, 'windowed').dense.plasticity == RULES['windowed']
    with pytest.raises(ConfigurationError, match='pair, windowed'):
        default_spec(64, 5, 'oja')


@pytest.mark.parametrize('neurons', [400, 900, 1600])
def test_thresholds_of_larger_networks_settle_at_the_same_potential(neurons):
    """Growth per sample is theta_step x spikes / N: the same for every N."""
    spec = default_spec(784, neurons)
    assert spec.lif.theta_step_mv / neurons == pytest.approx(0.47 / 400)
    rule = spec.dense.plasticity
    assert rule.rate_post == pytest.approx(5.3e-3 * (neurons / 400)**0.5)
    assert rule.rate_pre / rule.rate_post == pytest.approx(1.0e-4 / 5.3e-3)


def test_smaller_networks_keep_the_constants():
    few, many = default_spec(784, 100), default_spec(784, 400)
    assert few.lif.theta_step_mv == many.lif.theta_step_mv
    assert few.dense.plasticity == many.dense.plasticity


def test_learning_rates_of_huge_networks_stay_rates():
    assert default_spec(4, 1_000_000, 'windowed').dense.plasticity.rate_pre == 1.0


def test_workload_without_constants_of_its_own_has_those_of_mnist():
    assert default_spec(784, 9, workload='letters') == default_spec(784, 9, workload='mnist')
    fashion = default_spec(784, 9, workload='fashion-mnist')
    assert fashion.inhibition.strength_mv > default_spec(784, 9).inhibition.strength_mv


@pytest.mark.parametrize('neurons', [0, -5])
def test_no_neurons_are_refused(neurons):
    with pytest.raises(ConfigurationError, match='n_outputs'):
        default_spec(784, neurons)
