# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Networks as plain data: an ordered list of layers with constants in physical units.

Potentials are millivolts above the resting potential, times are seconds; the length of a
timestep is given when the network runs. Defaults of the single-layer network follow
Diehl and Cook (Front. Comput. Neurosci. 2015) where the class says nothing else.
"""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import dataclass
from typing import Any
from typing import ClassVar

from snn_agent.engine.limits import require_not_negative
from snn_agent.engine.limits import require_positive
from snn_agent.engine.rules import PairStdp
from snn_agent.engine.rules import Rule
from snn_agent.engine.rules import rule_from_dict
from snn_agent.engine.rules import rule_to_dict
from snn_agent.engine.rules import WindowedStdp
from snn_agent.errors import ConfigurationError

__all__ = ['Dense', 'LateralInhibition', 'Layer', 'Lif', 'NetworkSpec', 'PairStdp', 'WindowedStdp']


@dataclass(frozen=True, slots=True)
class Dense:
    """
    Describe all-to-all synapses; a spike adds its weight to the potential at once.

    :param n_inputs: number of inputs.
    :param n_outputs: number of neurons.
    :param weight_max_mv: largest weight; the smallest is 0.
    :param weight_mean_mv: mean weight that the normalisation keeps for each neuron, up to
        the largest.
    :param plasticity: the learning rule, None for fixed weights.
    """

    kind: ClassVar[str] = 'dense'
    n_inputs: int
    n_outputs: int
    weight_max_mv: float = 1.0
    weight_mean_mv: float = 0.1
    plasticity: Rule | None = None

    def __post_init__(self) -> None:
        """Check every limit."""
        for name in ('n_inputs', 'n_outputs'):
            value = getattr(self, name)
            if not isinstance(value, int) or not 1 <= value <= 1_000_000:
                raise ConfigurationError(f'Dense.{name}', value, 'a whole number, 1 to 1000000')
        require_positive(self, 'weight_max_mv', 'weight_mean_mv')
        if self.weight_mean_mv > self.weight_max_mv:
            raise ConfigurationError(
                'Dense.weight_mean_mv', self.weight_mean_mv,
                f'at most the largest weight, {self.weight_max_mv} mV')


_RESET_RATIO = 1.0 - 1.0e-6
"""Reset and threshold must differ after rounding to float32, or a resting neuron would fire."""


@dataclass(frozen=True, slots=True)
class Lif:
    """
    Describe leaky integrate-and-fire neurons with adaptive threshold.

    Between spikes ``tau dv/dt = -v + input``; a neuron fires when ``v >= threshold + theta``,
    then ``v = reset`` for the refractory time and ``theta += theta_step``; theta decays with
    its own, long time constant. In one timestep only the neuron that is furthest above its
    threshold fires (the lowest numbered of equals): the others are inhibited first.

    :param n: number of neurons.
    :param tau_membrane_s: membrane time constant (larger: slower leak).
    :param threshold_mv: firing threshold above rest, before adaptation.
    :param reset_mv: potential after a spike, below the threshold by a millionth of it or more.
    :param refractory_s: time without integration after a spike.
    :param theta_step_mv: growth of the threshold at each spike while learning.
    :param tau_theta_s: time constant of the threshold's return.
    """

    kind: ClassVar[str] = 'lif'
    n: int
    tau_membrane_s: float = 0.1
    threshold_mv: float = 13.0
    reset_mv: float = 5.0
    refractory_s: float = 0.005
    theta_step_mv: float = 0.05
    tau_theta_s: float = 1.0e4

    def __post_init__(self) -> None:
        """Check every limit."""
        require_positive(self, 'n', 'tau_membrane_s', 'threshold_mv', 'tau_theta_s')
        require_not_negative(self, 'reset_mv', 'refractory_s', 'theta_step_mv')
        if self.reset_mv > self.threshold_mv * _RESET_RATIO:
            raise ConfigurationError(
                'Lif.reset_mv', self.reset_mv,
                f'less than the threshold, {self.threshold_mv} mV, by a millionth of it or more')


@dataclass(frozen=True, slots=True)
class LateralInhibition:
    """
    Describe direct lateral inhibition: a spike lowers every other neuron at once.

    It replaces the inhibitory layer of Diehl and Cook, as in FSpiNN and SpikeDyn.

    :param strength_mv: by how much a spike lowers the potential of each other neuron.
    """

    kind: ClassVar[str] = 'lateral_inhibition'
    strength_mv: float = 120.0

    def __post_init__(self) -> None:
        """Check every limit."""
        require_not_negative(self, 'strength_mv')


Layer = Dense | Lif | LateralInhibition
_LAYERS: dict[str, type[Layer]] = {layer.kind: layer for layer in (Dense, Lif, LateralInhibition)}


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """
    Hold the layers of a network in the order in which spikes pass them.

    The engine runs one layout so far: Dense, Lif, LateralInhibition.

    :param layers: the layers.
    :raises ConfigurationError: if the layout is another one or the sizes do not match.
    """

    layers: tuple[Layer, ...]

    def __post_init__(self) -> None:
        """Check that the layers follow each other and fit."""
        kinds = tuple(layer.kind for layer in self.layers)
        if kinds != ('dense', 'lif', 'lateral_inhibition'):
            raise ConfigurationError('layers', kinds, "('dense', 'lif', 'lateral_inhibition')")
        if self.dense.n_outputs != self.lif.n:
            raise ConfigurationError(
                'Lif.n', self.lif.n, f'the number of outputs before it, {self.dense.n_outputs}')

    @property
    def dense(self) -> Dense:
        """Return the synapses."""
        return self.layers[0]  # type: ignore[return-value]

    @property
    def lif(self) -> Lif:
        """Return the neurons."""
        return self.layers[1]  # type: ignore[return-value]

    @property
    def inhibition(self) -> LateralInhibition:
        """Return the lateral inhibition."""
        return self.layers[2]  # type: ignore[return-value]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for a JSON file."""
        layers = []
        for layer in self.layers:
            data = {'kind': layer.kind, **asdict(layer)}
            if isinstance(layer, Dense) and layer.plasticity is not None:
                data['plasticity'] = rule_to_dict(layer.plasticity)
            layers.append(data)
        return {'layers': layers}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> NetworkSpec:
        """
        Build from what to_dict gave.

        :raises ConfigurationError: if a layer is unknown or a value out of its limits.
        """
        try:
            return cls(tuple(_layer_from_dict({**layer}) for layer in data['layers']))
        except (KeyError, TypeError) as error:
            raise ConfigurationError('network', data, f'known layers and fields ({error})') from (
                error)


def _layer_from_dict(data: dict[str, Any]) -> Layer:
    """Build one layer; KeyError or TypeError on what is unknown."""
    layer = _LAYERS[data.pop('kind')]
    if data.get('plasticity') is not None:
        data['plasticity'] = rule_from_dict(data['plasticity'])
    return layer(**data)
