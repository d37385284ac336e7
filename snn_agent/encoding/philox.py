# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
A counter-based random generator for the compiled kernels.

Philox4x32 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
SC 2011): four 32-bit random words are a pure function of a 128-bit counter and a 64-bit key,
so any spike of any sample can be drawn alone, in any order, on any number of workers. Seven
rounds are the fewest that pass the authors' batteries of tests; their ten are a margin that
costs a tenth of an inference.
"""

from __future__ import annotations

from numba import njit
from numba import uint32
from numba import uint64
import numpy as np

__all__ = ['ROUNDS', 'philox4x32']

Words = tuple[np.uint32, np.uint32, np.uint32, np.uint32]

ROUNDS = 7
_MULTIPLIER_0 = 0xD2511F53
_MULTIPLIER_1 = 0xCD9E8D57
_WEYL_0 = 0x9E3779B9
_WEYL_1 = 0xBB67AE85


@njit(inline='always')
def _round(
    c0: np.uint32, c1: np.uint32, c2: np.uint32, c3: np.uint32, k0: np.uint32, k1: np.uint32,
) -> Words:
    """Mix the counter once: two multiplications, four exclusive ors."""
    product_0 = uint64(_MULTIPLIER_0) * uint64(c0)
    product_1 = uint64(_MULTIPLIER_1) * uint64(c2)
    return (
        uint32(uint32(product_1 >> uint64(32)) ^ c1 ^ k0),
        uint32(product_1),
        uint32(uint32(product_0 >> uint64(32)) ^ c3 ^ k1),
        uint32(product_0),
    )


@njit(inline='always')
def philox4x32(
    c0: np.uint32, c1: np.uint32, c2: np.uint32, c3: np.uint32, k0: np.uint32, k1: np.uint32,
) -> Words:
    """
    Draw four random words.

    :param c0, c1, c2, c3: counter, uint32 each.
    :param k0, k1: key, uint32 each.
    :returns: four uint32, uniform.
    """
    for _ in range(ROUNDS):
        c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0, k1)
        k0 = uint32(k0 + uint32(_WEYL_0))
        k1 = uint32(k1 + uint32(_WEYL_1))
    return c0, c1, c2, c3
