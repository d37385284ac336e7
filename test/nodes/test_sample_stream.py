# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Real samples without end."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from snn_agent.errors import DataError
from snn_agent.errors import SnnAgentError
from snn_agent.nodes.sample_stream import sample_stream


def test_a_pass_shows_every_sample_once_with_its_class(digits):
    shown = list(islice(sample_stream('digits', 'test', 0), len(digits)))
    images = sorted(image.tobytes() + label.encode() for image, label in shown)
    expected = sorted(image.tobytes() + digits.class_names[label].encode()
                      for image, label in zip(digits.images, digits.labels))
    assert images == expected


def test_every_pass_and_every_seed_has_another_order(digits):
    n = len(digits)
    passes = list(islice(sample_stream('digits', 'test', 0), 2 * n))
    again = list(islice(sample_stream('digits', 'test', 0), n))
    other = list(islice(sample_stream('digits', 'test', 1), n))

    def order(samples):
        return np.array([image for image, _ in samples])

    assert np.array_equal(order(passes[:n]), order(again))
    assert not np.array_equal(order(passes[:n]), order(passes[n:]))
    assert not np.array_equal(order(passes[:n]), order(other))


def test_a_missing_data_set_is_refused_at_once(monkeypatch, tmp_path):
    with pytest.raises(SnnAgentError, match='digits'):
        sample_stream('nothing', 'test', 0)
    monkeypatch.setenv('SNN_AGENT_DATA', str(tmp_path / 'missing'))
    with pytest.raises(DataError, match='missing'):
        sample_stream('mnist', 'test', 0)
