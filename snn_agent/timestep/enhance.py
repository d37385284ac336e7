# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Parameters that let a trained network work with fewer timesteps (TopSpark's third step).

A neuron with time constant tau under steady input rises in proportion to ``1 - exp(-t / tau)``,
so a window of T timesteps lifts all potentials to

    k(T) = (1 - exp(-T dt / tau)) / (1 - exp(-T0 dt / tau))

of what they reach in the T0 timesteps of training. Thresholds, reset and inhibition scaled by
k(T) keep the network's balance. The inhibition is lowered further: with fewer spikes to count,
the votes of several neurons carry what repeated spikes of one winner carried before. (The
closed form and the search around it are our own; TopSpark names only which parameters to
enhance and why. Its detailed rules are not public.)
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

from snn_agent.engine import Model
from snn_agent.engine import OperatingPoint

__all__ = ['candidates', 'learning_scales', 'reach']

THRESHOLD_FACTORS = (0.8, 1.0, 1.25)
INHIBITION_FACTORS = (1.0, 0.6, 0.35)
MAX_LEARNING_RATE_SCALE = 4.0


def reach(model: Model, timesteps: int) -> float:
    """
    Return k(T), how far potentials rise in T timesteps relative to the training's.

    :param timesteps: T >= 1.
    """
    ratio = model.encoding.dt_s / model.spec.lif.tau_membrane_s
    full = model.full_point.timesteps
    return (1.0 - exp(-timesteps * ratio)) / (1.0 - exp(-full * ratio))


def candidates(model: Model, timesteps: int) -> Iterator[OperatingPoint]:
    """
    Yield the closed form and its neighbours for a number of timesteps.

    The trained parameters themselves are the only candidate for the full window.
    """
    if timesteps == model.full_point.timesteps:
        yield OperatingPoint(timesteps)
        return
    scale = reach(model, timesteps)
    for threshold in THRESHOLD_FACTORS:
        for inhibition in INHIBITION_FACTORS:
            yield OperatingPoint(
                timesteps,
                threshold_scale=scale * threshold,
                inhibition_scale=scale * inhibition,
                refractory_scale=timesteps / model.full_point.timesteps,
            )


def learning_scales(full_spikes: float, spikes: float) -> tuple[float, float]:
    """
    Return the scales that give a sample the same dose of learning with other spike counts.

    Learning rates and threshold growth act once per output spike, so both follow the ratio of
    spikes per sample; the learning rate's scale is limited to 4.

    :param full_spikes: mean output spikes per sample at the full window.
    :param spikes: mean output spikes per sample at this one, > 0.
    :returns: (learning rate scale, threshold adaptation scale).
    """
    ratio = full_spikes / spikes
    return min(ratio, MAX_LEARNING_RATE_SCALE), ratio
