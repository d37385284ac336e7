# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The random generator gives the published numbers."""

from __future__ import annotations

import numpy as np
import pytest

from snn_agent.encoding.philox import philox4x32
from snn_agent.encoding.philox import ROUNDS

PI = ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0))
ZEROS = ((0,) * 4, (0,) * 2)
ONES = ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2)

# The known answers that come with Random123, the authors' library (kat_vectors).
KNOWN_ANSWERS = [
    (7, ZEROS, (0x5F6FB709, 0x0D893F64, 0x4F121F81, 0x4F730A48)),
    (7, ONES, (0x5207DDC2, 0x45165E59, 0x4D8EE751, 0x8C52F662)),
    (7, PI, (0x4DFCCABA, 0x190A87F0, 0xC47362BA, 0xB6B5242A)),
    (10, ZEROS, (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    (10, ONES, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (10, PI, (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
]


def compiled(counter, key):
    return tuple(int(word) for word in philox4x32(*(np.uint32(w) for w in (*counter, *key))))


@pytest.mark.parametrize('rounds, question, answer', KNOWN_ANSWERS)
def test_reference_gives_the_known_answers(reference, rounds, question, answer):
    assert reference.philox4x32(*question, rounds) == answer


@pytest.mark.parametrize(
    'question, answer', [(q, a) for rounds, q, a in KNOWN_ANSWERS if rounds == ROUNDS])
def test_compiled_generator_gives_the_known_answers(question, answer):
    assert compiled(*question) == answer


def test_known_answers_exist_for_the_rounds_in_use():
    assert ROUNDS in {rounds for rounds, _, _ in KNOWN_ANSWERS}


def test_compiled_generator_equals_the_reference(reference):
    rng = np.random.default_rng(0)
    for _ in range(300):
        counter, key = (rng.integers(0, 2**32, count).tolist() for count in (4, 2))
        assert compiled(counter, key) == reference.philox4x32(counter, key, ROUNDS)
