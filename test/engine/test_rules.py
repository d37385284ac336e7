# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Learning rules as plain data: every limit, and what becomes of unknown ones."""

from __future__ import annotations

import pytest

from snn_agent.engine.rules import PairStdp
from snn_agent.engine.rules import rule_from_dict
from snn_agent.engine.rules import rule_to_dict
from snn_agent.engine.rules import WindowedStdp
from snn_agent.errors import ConfigurationError

NOT_A_NUMBER = (float('nan'), float('inf'), -float('inf'))
POSITIVE = {
    PairStdp: ('tau_pre_s', 'tau_post_s'),
    WindowedStdp: ('tau_pre_s', 'tau_post_s', 'window_s', 'spikes_per_step'),
}


@pytest.mark.parametrize('rule, name, value', [
    *[(rule, name, value) for rule in POSITIVE for name in ('rate_pre', 'rate_post')
      for value in (-1e-9, 1.001, *NOT_A_NUMBER)],
    *[(rule, name, value) for rule, names in POSITIVE.items() for name in names
      for value in (0.0, -1.0, *NOT_A_NUMBER)],
])
def test_limits_are_checked(rule, name, value):
    with pytest.raises(ConfigurationError, match=rf'{rule.__name__}\.{name}'):
        rule(**{name: value})


@pytest.mark.parametrize('rule', [
    PairStdp(0.0, 1.0, 0.5, 0.25), WindowedStdp(1.0, 0.0, 0.5, 0.25, 0.125, 0.5)])
def test_dictionary_round_trip_keeps_kind_and_constants(rule):
    again = rule_from_dict(rule_to_dict(rule))
    assert (type(again), again) == (type(rule), rule)


@pytest.mark.parametrize('data', [
    {}, {'kind': 'triplet_stdp'}, {'kind': 'pair_stdp', 'window_s': 0.1},
    {'kind': 'windowed_stdp', 'rate': 0.1}, {'kind': 'windowed_stdp', 'window_s': 'long'}])
def test_unknown_and_mistyped_is_refused(data):
    with pytest.raises((KeyError, TypeError)):
        rule_from_dict(data)
