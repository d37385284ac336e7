# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
The networks that this package trains unless told otherwise: constants by rule and workload.

Constants: Diehl and Cook (2015) for leak, threshold, refractory time and mean weight. The rest
was found by random search on training images alone (400 neurons; labelled with the first
10,000, judged on the last 4,000 to 10,000, trained on what lies before those): for MNIST and the
pair rule first; for the windowed rule the most accurate of sixty with less than a fifth of the
pair rule's weight updates; for Fashion-MNIST, whose images overlap more, a stronger
competition. Larger networks follow from two rules of our own (smaller ones keep the constants:
scaled down, they only learned more slowly):

- A neuron among N wins a share of 1 / N of the samples. Threshold growth in proportion to N
  keeps the balance between growth and return, so thresholds settle at the same potential.
- Learning rates in proportion to the square root of N: between as many samples remembered
  (rate constant) and as many epochs to settle (rate in proportion to N).
- Weights grow as inputs get fewer, so that a neuron's summed weight stays 78.4 mV.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from math import sqrt

from snn_agent.engine import Dense
from snn_agent.engine import LateralInhibition
from snn_agent.engine import Lif
from snn_agent.engine import NetworkSpec
from snn_agent.engine import PairStdp
from snn_agent.engine import WindowedStdp
from snn_agent.errors import ConfigurationError

__all__ = ['RULES', 'default_spec']

RULES: dict[str, PairStdp | WindowedStdp] = {
    'pair': PairStdp(rate_pre=1.0e-4, rate_post=5.3e-3, tau_pre_s=0.02, tau_post_s=0.01),
    'windowed': WindowedStdp(
        rate_pre=0.1, rate_post=6.0e-3, tau_pre_s=0.02, tau_post_s=0.04, window_s=0.14,
        spikes_per_step=5.0),
}
"""Learning rules by name, with their constants for 400 neurons and MNIST."""

_SEARCHED_NEURONS = 400
_MNIST_INPUTS = 784


@dataclass(frozen=True, slots=True)
class _Workload:
    """Constants of the competition that suit a kind of images, for 400 neurons."""

    theta_step_mv: float
    inhibition_mv: float
    rate_pre_factor: float


_MNIST = _Workload(theta_step_mv=0.47, inhibition_mv=137.0, rate_pre_factor=1.0)
_WORKLOADS = {
    'fashion-mnist': _Workload(theta_step_mv=1.03, inhibition_mv=233.0, rate_pre_factor=0.2),
}


def default_spec(
    n_inputs: int, neurons: int, rule: str = 'pair', workload: str = 'mnist',
) -> NetworkSpec:
    """
    Return the network that this package trains unless told otherwise.

    :param n_inputs: number of inputs.
    :param neurons: number of neurons.
    :param rule: learning rule, one of RULES.
    :param workload: name of the data set; one without constants of its own has MNIST's.
    :raises ConfigurationError: if there is no such rule or a number is out of its limits.
    """
    if rule not in RULES:
        raise ConfigurationError('rule', rule, f'one of {", ".join(RULES)}')
    constants = _WORKLOADS.get(workload, _MNIST)
    size = max(1.0, neurons / _SEARCHED_NEURONS)
    stdp = RULES[rule]
    stdp = replace(
        stdp, rate_pre=min(1.0, stdp.rate_pre * sqrt(size) * constants.rate_pre_factor),
        rate_post=min(1.0, stdp.rate_post * sqrt(size)))
    weight_max = _MNIST_INPUTS / n_inputs
    return NetworkSpec((
        Dense(
            n_inputs, neurons, weight_max_mv=weight_max, weight_mean_mv=0.1 * weight_max,
            plasticity=stdp),
        Lif(neurons, theta_step_mv=constants.theta_step_mv * size, tau_theta_s=8.0e3),
        LateralInhibition(constants.inhibition_mv),
    ))
