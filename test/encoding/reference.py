# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
The encodings once more, slowly: plain loops over whole numbers, nothing compiled.

Written from the definitions, the docstrings of encoding.philox, encoding.rate and
encoding.systematic.
"""

from __future__ import annotations

from snn_agent.encoding import RateEncoding

__all__ = ['encode', 'encode_systematically', 'philox4x32', 'spike_levels']

WORD = 2**32


def philox4x32(counter, key, rounds):
    """
    Return four random 32-bit words.

    :param counter: four words.
    :param key: two words.
    :param rounds: how often the counter is mixed.
    """
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(rounds):
        high_0, low_0 = divmod(0xD2511F53 * c0, WORD)
        high_1, low_1 = divmod(0xCD9E8D57 * c2, WORD)
        c0, c1, c2, c3 = high_1 ^ c1 ^ k0, low_1, high_0 ^ c3 ^ k1, low_0
        k0, k1 = (k0 + 0x9E3779B9) % WORD, (k1 + 0xBB67AE85) % WORD
    return c0, c1, c2, c3


def spike_levels(encoding: RateEncoding, presentation, rate_scale):
    """Return in 1 / 65536 how likely each of the 256 values is to spike in a timestep."""
    growth = 1 + encoding.rate_step * presentation
    levels = []
    for value in range(256):
        probability = growth * (value / 255) * encoding.max_rate_hz * rate_scale * encoding.dt_s
        levels.append(min(round(probability * 65536), 65536))
    return levels


def encode(values, levels, timesteps, *, seed, sample, presentation, rounds):
    """
    Draw the spikes of one sample.

    Eight timesteps share a block of four words: timestep k of a block takes half k % 2 (low
    half first) of word k // 2, and spikes where this 16-bit number is below the level.

    :returns: the inputs that spike in each timestep, and the number of draws compared.
    """
    key = (seed % WORD, seed // WORD)
    steps = [[] for _ in range(timesteps)]
    draws = 0
    for channel, value in enumerate(values):
        if levels[value] == 0:
            continue
        for step in range(timesteps):
            block, k = divmod(step, 8)
            words = philox4x32((block, channel, sample, presentation), key, rounds)
            draws += 1
            if (words[k // 2] >> 16 * (k % 2)) % 65536 < levels[value]:
                steps[step].append(channel)
    return steps, draws


def encode_systematically(values, levels, timesteps, *, seed, sample, presentation, rounds):
    """
    Walk over the inputs in every timestep and let one spike whenever the sum passes 65536.

    :returns: the inputs that spike in each timestep, and the number of additions.
    """
    counter = (WORD - 1, 0, sample, presentation)
    first_phase = philox4x32(counter, (seed % WORD, seed // WORD), rounds)[0] % 65536
    steps = [[] for _ in range(timesteps)]
    additions = 0
    for step in range(timesteps):
        total = (first_phase + step * 40503) % 65536
        for channel, value in enumerate(values):
            if levels[value] == 0:
                continue
            total += levels[value]
            additions += 1
            if total >= 65536:
                total -= 65536
                steps[step].append(channel)
    return steps, additions
