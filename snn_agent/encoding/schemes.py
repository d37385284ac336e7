# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The encodings by name, and one sample through any of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from snn_agent.encoding.buffers import EncodingBuffers
from snn_agent.encoding.rate import encode_rate
from snn_agent.encoding.rate import RateEncoding
from snn_agent.encoding.rate import seed_key
from snn_agent.encoding.spike_train import SpikeTrain
from snn_agent.encoding.systematic import encode_systematic
from snn_agent.errors import ConfigurationError

__all__ = ['encode', 'SCHEMES']

SCHEMES: dict[str, Callable[..., int]] = {
    'poisson': encode_rate,
    'systematic': encode_systematic,
}
"""Compiled encoders of one signature, by name."""


def encode(
    values: NDArray[np.uint8], encoding: RateEncoding, timesteps: int, *, seed: int, sample: int,
    presentation: int = 0, rate_scale: float = 1.0, scheme: str = 'poisson',
) -> SpikeTrain:
    """
    Encode one sample.

    :param values: uint8[n_inputs], 0..255.
    :param encoding: rates and length of a timestep.
    :param timesteps: number of timesteps, >= 1.
    :param seed: seed of the random generator.
    :param sample: number of the sample, 0..2**32 - 1.
    :param presentation: 0 for the first, less than max_presentations.
    :param rate_scale: factor on all rates, 0 or more.
    :param scheme: name of the encoding, one of SCHEMES.
    :raises ConfigurationError: if an argument is out of its limits.
    """
    values = np.asarray(values)
    if values.dtype != np.uint8 or values.ndim != 1:
        raise ConfigurationError('values', f'{values.dtype}{list(values.shape)}', 'uint8[n]')
    if not 0 <= rate_scale < float('inf'):
        raise ConfigurationError('rate_scale', rate_scale, 'a finite number, 0 or more')
    if scheme not in SCHEMES:
        raise ConfigurationError('scheme', scheme, f'one of {", ".join(SCHEMES)}')
    for name, value, limit in (
            ('sample', sample, 2**32), ('presentation', presentation, encoding.max_presentations)):
        if value not in range(limit):
            raise ConfigurationError(name, value, f'a whole number, 0 to {limit - 1}')
    buffers = EncodingBuffers.make(len(values), timesteps)
    SCHEMES[scheme](
        np.ascontiguousarray(values),
        encoding.thresholds(rate_scale)[presentation], timesteps, np.uint32(sample),
        np.uint32(presentation), *seed_key(seed), buffers)
    offsets = buffers.step_offsets
    return SpikeTrain(
        offsets.copy(), buffers.spike_index[:offsets[-1]].copy(), len(values), encoding.dt_s)
