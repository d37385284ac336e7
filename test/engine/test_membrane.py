# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The search for the neuron that fires; integration is tested in test_kernel_membrane."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
import numpy as np
import pytest

from snn_agent.engine.membrane import nearest_neuron
from snn_agent.engine.membrane import winner_of

# Few different values, so that equals are frequent.
LAYERS = st.lists(
    st.tuples(st.sampled_from([-2.5, -1.0, 0.0, 0.5, 4.0]), st.sampled_from([0.25, 0.5, 4.0])),
    min_size=1, max_size=40)


@settings(deadline=None, derandomize=True)
@given(LAYERS)
def test_largest_difference_wins_and_the_first_of_equals(layer):
    potential, gap = np.array(layer, np.float32).T.copy()
    first = int(np.argmax(potential - gap))
    assert nearest_neuron(potential, gap) == first
    assert winner_of(potential, gap) == (first if (potential >= gap).any() else -1)


@pytest.mark.parametrize('potential', [-1e30, 0.0])
def test_any_difference_has_a_nearest_neuron(potential):
    row = np.full(3, potential, np.float32)
    assert nearest_neuron(row, np.full(3, np.inf, np.float32)) == 0
