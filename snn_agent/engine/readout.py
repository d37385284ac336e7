# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
From output spikes to classes, by what each neuron did for each class in training.

Naive Bayes on spike counts: the spikes of a sample are taken as independent draws of a neuron,
so one spike of neuron j is worth ``log P(j | class)``, estimated from labelled training samples
with additive smoothing. It is a sequential test as well: the difference between the two best
classes is a log-likelihood ratio, so stopping at a margin is Wald's rule. (Our own choice; the
usual assignment of one class per neuron loses the votes of neurons that serve two classes.)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ['log_likelihood', 'scores', 'SMOOTHING']

SMOOTHING = 0.1
"""Output spikes that every neuron is credited with for every class."""


def log_likelihood(responses: NDArray[np.floating]) -> NDArray[np.float32]:
    """
    Turn labelled responses into the evidence of one spike, in nats.

    :param responses: [n, n_classes] output spikes of each neuron for samples of each class.
    :returns: float32[n, n_classes], log P(neuron | class); each column is normalised alone,
        so one new labelled sample changes one column.
    """
    smoothed = responses.astype(np.float64) + SMOOTHING
    return np.asarray(np.log(smoothed / smoothed.sum(axis=0)), dtype=np.float32)


def scores(evidence: NDArray[np.float32]) -> NDArray[np.float32]:
    """
    Turn the evidence of a sample into the probability of each class.

    :param evidence: float32[n_classes], in nats.
    :returns: float32[n_classes], adds up to 1.
    """
    odds = np.exp((evidence - evidence.max()).astype(np.float64))
    return np.asarray(odds / odds.sum(), dtype=np.float32)
