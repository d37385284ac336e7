# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Operation counts add up and scale; their content is tested in test_kernel."""

from __future__ import annotations

import numpy as np
import pytest

from snn_agent.engine import OpCounts
from snn_agent.engine.counts import COUNT_NAMES

FIRST = OpCounts(*range(1, 18))


def test_names_are_the_fields_in_order():
    assert len(COUNT_NAMES) == 17
    assert dict(zip(COUNT_NAMES, range(1, 18))) == FIRST.as_dict()
    assert FIRST.as_tuple() == tuple(range(1, 18))


def test_sum_and_mean():
    total = FIRST + FIRST + OpCounts()
    assert total == FIRST.scaled(2.0)
    assert total.scaled(0.5) == FIRST


def test_array_becomes_python_numbers():
    counts = OpCounts.from_array(np.arange(1, 18))
    assert counts == FIRST
    assert {type(count) for count in counts.as_tuple()} == {int}


def test_only_counts_can_be_added():
    with pytest.raises(TypeError):
        FIRST + 1
