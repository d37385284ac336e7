# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What the engine says about one sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from snn_agent.engine.counts import OpCounts

__all__ = ['Result']


@dataclass(frozen=True, slots=True)
class Result:
    """
    Hold the decision about one sample and what it cost.

    :param scores: float32[n_classes], share of the evidence for each class; sums to 1,
        or all zero when the network stayed silent.
    :param label: name of the class with the highest score.
    :param label_index: its index in the model's labels; -1 when the network stayed silent.
    :param confidence: the highest score, 0..1.
    :param timesteps: timesteps computed, with early exit and re-presentations.
    :param presentations: how often the sample was shown (1, more if it stayed silent).
    :param counts: operations.
    :param latency_s: wall time of the computation, in seconds (measured).
    """

    scores: NDArray[np.float32]
    label: str
    label_index: int
    confidence: float
    timesteps: int
    presentations: int
    counts: OpCounts
    latency_s: float
