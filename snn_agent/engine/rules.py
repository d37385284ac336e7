# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Learning rules as plain data: constants in physical units."""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import dataclass
from typing import Any
from typing import ClassVar

from snn_agent.engine.limits import require_positive
from snn_agent.engine.limits import require_ratio

__all__ = ['PairStdp', 'Rule', 'WindowedStdp', 'rule_from_dict', 'rule_to_dict']


@dataclass(frozen=True, slots=True)
class PairStdp:
    """
    Describe pair-based, weight-dependent spike-timing-dependent plasticity.

    On a presynaptic spike ``w -= rate_pre * x_post * w``; on a postsynaptic spike
    ``w += rate_post * x_pre * (w_max - w)`` (systems of Diehl and Cook 2015, exponent 1).
    A trace jumps to 1 on a spike and decays with its time constant. A postsynaptic trace
    below 1/1024 counts as zero.

    :param rate_pre: learning rate on presynaptic spikes, 0..1 (larger: stronger forgetting).
    :param rate_post: learning rate on postsynaptic spikes, 0..1 (larger: faster learning).
    :param tau_pre_s: time constant of the presynaptic trace.
    :param tau_post_s: time constant of the postsynaptic trace.
    """

    kind: ClassVar[str] = 'pair_stdp'
    rate_pre: float = 1.0e-4
    rate_post: float = 6.0e-3
    tau_pre_s: float = 0.02
    tau_post_s: float = 0.01

    def __post_init__(self) -> None:
        """Check every limit."""
        require_ratio(self, 'rate_pre', 'rate_post')
        require_positive(self, 'tau_pre_s', 'tau_post_s')


@dataclass(frozen=True, slots=True)
class WindowedStdp:
    """
    Describe plasticity once per window of time, with rates that follow the spike counts.

    No weight changes at a spike. At the end of each window every neuron that fired in it is
    potentiated once on all inputs, ``w += k_p * rate_post * x_pre * (w_max - w)``, and every
    neuron that did not fire in it, but has a live postsynaptic trace, is depressed once on the
    inputs that spiked in it, ``w -= k_d * rate_pre * x_post * w``, with

    - ``k_p = ceil(most_output / spikes_per_step)`` and ``k_d = most_output / most_input``,
      the largest spike counts of a neuron and of an input so far in this presentation;
    - ``x_pre`` at the end of the window, by the time since the input's last spike;
    - ``x_post`` 1 in the window of a spike, times ``exp(-window / tau_post)`` in each later one;
      below 1/1024 it counts as zero.

    A product of factor and rate is limited to 1. The last timestep of a presentation ends its
    last window, so a presentation shorter than a window is one window, without depression.

    Updates at the ends of windows, the two factors and ``x_pre``, ``x_post`` are those of FSpiNN
    (Putra and Shafique, IEEE TCAD 2020) and SpikeDyn (DAC 2021), as we understand them. The
    dependence on the weight, the limit of 1, depressing only neurons with a live trace and only
    inputs of the window, and the decay per window are our own design; so is leaving out their
    weight decay (the normalisation bounds the weights) and their threshold rule (see Lif).

    :param rate_pre: learning rate of the depression, 0..1 (larger: stronger forgetting).
    :param rate_post: learning rate of the potentiation, 0..1 (larger: faster learning).
    :param tau_pre_s: time constant of the presynaptic trace.
    :param tau_post_s: time constant of the postsynaptic trace.
    :param window_s: length of a window, rounded to whole timesteps, at least one (larger:
        fewer updates).
    :param spikes_per_step: output spikes that raise k_p by one.
    """

    kind: ClassVar[str] = 'windowed_stdp'
    rate_pre: float = 0.1
    rate_post: float = 6.0e-3
    tau_pre_s: float = 0.02
    tau_post_s: float = 0.04
    window_s: float = 0.14
    spikes_per_step: float = 5.0

    def __post_init__(self) -> None:
        """Check every limit."""
        require_ratio(self, 'rate_pre', 'rate_post')
        require_positive(self, 'tau_pre_s', 'tau_post_s', 'window_s', 'spikes_per_step')


Rule = PairStdp | WindowedStdp
_RULES: dict[str, type[Rule]] = {rule.kind: rule for rule in (PairStdp, WindowedStdp)}


def rule_to_dict(rule: Rule) -> dict[str, Any]:
    """Return plain data for a JSON file."""
    return {'kind': rule.kind, **asdict(rule)}


def rule_from_dict(data: dict[str, Any]) -> Rule:
    """
    Build from what rule_to_dict gave.

    :raises KeyError: if the kind is missing or unknown.
    :raises TypeError: if a field is unknown or mistyped.
    :raises ConfigurationError: if a value is out of its limits.
    """
    constants = {**data}
    return _RULES[constants.pop('kind')](**constants)
