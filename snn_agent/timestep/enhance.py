# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Parameters that let a network learn and infer with fewer timesteps (TopSpark's third step).

The closed form, and the search around it, are our own; TopSpark (Putra and Shafique, IROS 2023)
names which parameters to enhance and why, and its detailed rules are not public. T0 is the number
of timesteps for which the network's constants were chosen, T the smaller number, r = T / T0.

*Threshold, reset, inhibition.* A potential with time constant tau under steady input rises in
proportion to 1 - exp(-t / tau), so a window of T timesteps of dt lifts all potentials to

    k(T) = (1 - exp(-T dt / tau)) / (1 - exp(-T0 dt / tau))

of what they reach in T0 timesteps. The network is linear between spikes: with threshold, reset
and inhibition scaled by k(T) the first spike comes at the same share of the window. Input rates
times a factor lift all potentials by that factor, so the three scales follow it as well.

*Input rates.* A short window holds fewer input spikes, so a potential at its end is noisier: the
relative variance of a sum of n independent spikes is 1 / n. Higher rates buy some of that back
at the price of synaptic operations; a systematic sample of the inputs per timestep has less
variance than independent draws, so a weak growth is enough: rates grow with r^-RATE_EXPONENT.

*Silence.* A short window leaves some samples without a spike. To show them again costs whole
windows, as many as the encoding allows; the neuron nearest to its threshold fires instead.

*Learning.* Learning rates and threshold growth act once per output spike. As T falls, output
spikes per sample fall with r^SPIKE_EXPONENT (less than T, because the first spikes of a sample
come early), so both grow by the inverse: a sample keeps its dose of learning.

*Times.* The threshold decays, and a neuron rests, for a share of a sample's time: both time
constants scale with r. So does the update window of windowed learning, down to the presynaptic
trace's time constant: a shorter window would learn from the same trace again.

The exponent of the rates was chosen at T = 10 on validation samples, the last 10,000 training
images of MNIST and Fashion-MNIST, with both learning rules; that of the spikes was measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from math import exp

from snn_agent.encoding import RateEncoding
from snn_agent.engine import Lif
from snn_agent.engine import Model
from snn_agent.engine import OperatingPoint
from snn_agent.training import FULL_TIMESTEPS

__all__ = [
    'Factors', 'UNCHANGED', 'candidates', 'closed_form', 'learning_scales', 'point_to_train',
    'reach', 'trained_point']

RATE_EXPONENT = 0.19
SPIKE_EXPONENT = 0.31
"""Output spikes per sample fall to a third from T = 350 to T = 10 (MNIST, 400 neurons)."""
SHORTEST_WINDOW = 1.0 / 7.0
"""Presynaptic time constant by update window of the windowed rule: 20 ms by 140 ms."""

THRESHOLD_FACTORS = (0.8, 1.0, 1.25)
INHIBITION_FACTORS = (1.0, 0.6, 0.35)
ENCODINGS = (('poisson', 'present_again'), ('systematic', 'nearest_fires'))
MAX_LEARNING_RATE_SCALE = 4.0


@dataclass(frozen=True, slots=True)
class Factors:
    """
    Hold what a search multiplies the closed form with; 1.0 is the closed form.

    :param rate: on the input rates; threshold, reset and inhibition follow.
    :param threshold: on threshold and reset.
    :param inhibition: on the inhibition.
    :param learning_rate: on both learning rates.
    :param threshold_adaptation: on the growth of the threshold.
    """

    rate: float = 1.0
    threshold: float = 1.0
    inhibition: float = 1.0
    learning_rate: float = 1.0
    threshold_adaptation: float = 1.0


UNCHANGED = Factors()


def reach(timesteps: int, full: int, dt_s: float, tau_s: float) -> float:
    """
    Return k(T), how far potentials rise in T timesteps relative to T0.

    :param timesteps: T >= 1.
    :param full: T0 >= 1.
    :param dt_s: length of a timestep in seconds.
    :param tau_s: time constant of the membrane in seconds.
    """
    ratio = dt_s / tau_s
    return (1.0 - exp(-timesteps * ratio)) / (1.0 - exp(-full * ratio))


def closed_form(
    timesteps: int, dt_s: float, tau_s: float, factors: Factors = UNCHANGED,
    full: int = FULL_TIMESTEPS,
) -> OperatingPoint:
    """
    Return the enhanced point for training and inference at T timesteps.

    :param timesteps: T >= 1.
    :param dt_s: length of a timestep in seconds.
    :param tau_s: time constant of the membrane in seconds.
    :param factors: what to multiply it with.
    :param full: T0, for which the constants of the network were chosen.
    """
    share = timesteps / full
    rate = share ** -RATE_EXPONENT * factors.rate
    scale = reach(timesteps, full, dt_s, tau_s) * rate
    dose = share ** -SPIKE_EXPONENT
    return OperatingPoint(
        timesteps,
        threshold_scale=scale * factors.threshold,
        rate_scale=rate,
        inhibition_scale=scale * factors.inhibition,
        refractory_scale=share,
        learning_rate_scale=dose * factors.learning_rate,
        threshold_adaptation_scale=dose * factors.threshold_adaptation,
        threshold_decay_scale=share,
        window_scale=max(share, SHORTEST_WINDOW),
        encoding='systematic',
        on_silence='nearest_fires')


def point_to_train(timesteps: int) -> OperatingPoint:
    """
    Return the point at which the default network is best trained at a number of timesteps.

    It is the closed form for fewer than the full timesteps, and the plain point from there on.

    :param timesteps: T >= 1.
    """
    if timesteps >= FULL_TIMESTEPS:
        return OperatingPoint(timesteps)
    return closed_form(timesteps, RateEncoding().dt_s, Lif(1).tau_membrane_s)


def trained_point(model: Model) -> OperatingPoint:
    """Return the operating point at which a model was trained."""
    return model.point(model.provenance.get('timesteps', model.full_point.timesteps))


def candidates(model: Model, timesteps: int) -> Iterator[OperatingPoint]:
    """
    Yield points at which a trained network may run with another number of timesteps.

    They are the point of its training, brought to T by k(T), and neighbours of that. The
    inhibition is lowered further: with fewer spikes to count, the votes of several neurons
    carry what repeated spikes of one winner carried before. The point of the training itself is
    the only candidate for its own number of timesteps.
    """
    trained = replace(trained_point(model), measured=None, exit_margin=0.0)
    if timesteps == trained.timesteps:
        yield trained
        return
    scale = reach(
        timesteps, trained.timesteps, model.encoding.dt_s, model.spec.lif.tau_membrane_s)
    share = timesteps / trained.timesteps
    for encoding, on_silence in ENCODINGS:
        for threshold in THRESHOLD_FACTORS:
            for inhibition in INHIBITION_FACTORS:
                yield replace(
                    trained, timesteps=timesteps, encoding=encoding, on_silence=on_silence,
                    threshold_scale=trained.threshold_scale * scale * threshold,
                    inhibition_scale=trained.inhibition_scale * scale * inhibition,
                    refractory_scale=trained.refractory_scale * share,
                    threshold_decay_scale=trained.threshold_decay_scale * share)


def learning_scales(full_spikes: float, spikes: float) -> tuple[float, float]:
    """
    Return the scales that give a sample the same dose of learning with other spike counts.

    Learning rates and threshold growth act once per output spike, so both follow the ratio of
    spikes per sample; the learning rate's scale is limited to 4.

    :param full_spikes: mean output spikes per sample at the timesteps of the training.
    :param spikes: mean output spikes per sample at these, > 0.
    :returns: (learning rate scale, threshold adaptation scale).
    """
    ratio = full_spikes / spikes
    return min(ratio, MAX_LEARNING_RATE_SCALE), ratio
