# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""One way to run a model: a number of timesteps and the parameters that suit it."""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from typing import Any

from snn_agent.encoding.schemes import SCHEMES
from snn_agent.engine.counts import OpCounts
from snn_agent.errors import ConfigurationError

__all__ = ['Measurement', 'OperatingPoint']


@dataclass(frozen=True, slots=True)
class Measurement:
    """
    Record how an operating point did on samples that chose none of its parameters.

    :param accuracy: share of right labels, 0..1.
    :param accuracy_low: lower end of the 95% interval (Wilson).
    :param accuracy_high: upper end.
    :param samples: number of samples, over all seeds.
    :param seeds: the encoding seeds used.
    :param silent_ratio: share of samples without any output spike in the first presentation.
    :param latency_s: median wall time per sample on the machine that measured, in seconds.
    :param counts: mean operations per sample.
    :param energy_modelled_j: joules per sample by device profile name (modelled).
    :param split: which samples: ``validation`` or ``test``.
    """

    accuracy: float
    accuracy_low: float
    accuracy_high: float
    samples: int
    seeds: tuple[int, ...]
    silent_ratio: float
    latency_s: float
    counts: OpCounts
    energy_modelled_j: dict[str, float] = field(default_factory=dict)
    split: str = 'validation'


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """
    Hold a number of timesteps and the enhanced parameters that belong to it.

    The scales multiply the constants of the model's NetworkSpec; 1.0 leaves them as trained.

    :param timesteps: timesteps per presentation, 1..10000.
    :param threshold_scale: on the gap between rest and (adaptive) threshold.
    :param rate_scale: on the input spike rates.
    :param inhibition_scale: on the lateral inhibition.
    :param refractory_scale: on the refractory time (never under one timestep).
    :param leak_scale: on the membrane time constant.
    :param learning_rate_scale: on both STDP learning rates.
    :param threshold_adaptation_scale: on the increment of the adaptive threshold.
    :param threshold_decay_scale: on the time constant with which the threshold returns.
    :param window_scale: on the update window of windowed learning.
    :param exit_margin: stop early once the two best classes differ by this much evidence
        (in nats, see readout); 0 computes every timestep.
    :param encoding: how values become spikes: ``poisson`` (independent draws) or
        ``systematic`` (even ones, see encoding.systematic; for short windows).
    :param on_silence: what happens to a sample for which no neuron fires: ``present_again``
        with higher rates, up to the encoding's max_presentations, or ``nearest_fires``: in the
        last timestep the neuron nearest to its threshold fires, so that one presentation always
        gives a decision. Only a sample without any input spike then stays undecided.
    :param precision: number format of the weights; ``float32`` on the host.
    :param measured: what it achieved, None if it was never measured.
    """

    timesteps: int
    threshold_scale: float = 1.0
    rate_scale: float = 1.0
    inhibition_scale: float = 1.0
    refractory_scale: float = 1.0
    leak_scale: float = 1.0
    learning_rate_scale: float = 1.0
    threshold_adaptation_scale: float = 1.0
    threshold_decay_scale: float = 1.0
    window_scale: float = 1.0
    exit_margin: float = 0.0
    encoding: str = 'poisson'
    on_silence: str = 'present_again'
    precision: str = 'float32'
    measured: Measurement | None = None

    def __post_init__(self) -> None:
        """Check every limit."""
        if not isinstance(self.timesteps, int) or not 1 <= self.timesteps <= 10_000:
            raise ConfigurationError('timesteps', self.timesteps, 'a whole number, 1 to 10000')
        for name in _POSITIVE:
            value = getattr(self, name)
            if not 0 < value < float('inf'):
                raise ConfigurationError(name, value, 'a finite number above 0')
        for name in ('exit_margin', 'learning_rate_scale', 'threshold_adaptation_scale'):
            value = getattr(self, name)
            if not 0 <= value < float('inf'):
                raise ConfigurationError(name, value, 'a finite number, 0 or more')
        for name, choices in _CHOICES.items():
            value = getattr(self, name)
            if value not in choices:
                raise ConfigurationError(name, value, ' or '.join(map(repr, choices)))

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for a JSON file."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> OperatingPoint:
        """
        Build from what to_dict gave.

        :raises ConfigurationError: if a key is unknown or a value out of its limits.
        """
        try:
            data = {**data}
            if data.get('measured') is not None:
                measured = {**data['measured']}
                measured['counts'] = OpCounts(**measured['counts'])
                measured['seeds'] = tuple(measured['seeds'])
                data['measured'] = Measurement(**measured)
            return cls(**data)
        except (TypeError, KeyError) as error:
            raise ConfigurationError('operating point', data, f'known fields ({error})') from error


_POSITIVE = (
    'threshold_scale', 'rate_scale', 'inhibition_scale', 'refractory_scale', 'leak_scale',
    'threshold_decay_scale', 'window_scale')
_CHOICES = {
    'encoding': tuple(SCHEMES),
    'on_silence': ('present_again', 'nearest_fires'),
    'precision': ('float32',),
}
