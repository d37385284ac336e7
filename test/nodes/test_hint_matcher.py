# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Decisions and hints find each other by stamp, whichever comes first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
import pytest

from snn_agent.nodes.hint_matcher import HintMatcher


@pytest.mark.parametrize(('decided', 'hinted', 'is_right'), [('3', '3', True), ('3', '5', False)])
@pytest.mark.parametrize('hint_first', [True, False])
def test_either_order_gives_the_verdict_with_the_second_one(
        decided, hinted, is_right, hint_first):
    matcher = HintMatcher(10)
    calls = [lambda: matcher.decision(7, decided, 350), lambda: matcher.hint(7, hinted)]
    first, second = reversed(calls) if hint_first else calls
    assert first() is None
    assert second() == (350, is_right)


def test_each_decision_is_judged_once():
    matcher = HintMatcher(10)
    matcher.decision(7, '3', 350)
    assert matcher.hint(7, '3') == (350, True)
    assert matcher.hint(7, '3') is None


def test_a_hint_without_stamp_is_for_the_newest_decision():
    matcher = HintMatcher(10)
    matcher.decision(7, '3', 350)
    matcher.decision(8, '4', 50)
    assert matcher.hint(0, '4') == (50, True)


def test_the_oldest_is_dropped_when_the_window_is_full():
    matcher = HintMatcher(2)
    for stamp in (1, 2, 3):
        matcher.decision(stamp, '3', 350)
    assert matcher.hint(1, '3') is None
    assert matcher.hint(2, '3') == (350, True)


@given(st.permutations(list(range(1, 9)) + [-k for k in range(1, 9)]))
def test_every_pair_is_judged_in_any_order(order):
    matcher = HintMatcher(100)
    outcomes = [matcher.decision(k, str(k), 350) if k > 0 else matcher.hint(-k, str(-k))
                for k in order]
    assert [outcome for outcome in outcomes if outcome] == [(350, True)] * 8
