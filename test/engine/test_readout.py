# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Naive Bayes on spike counts, against numbers worked out by hand."""

from __future__ import annotations

from math import log

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
import numpy as np
import pytest

from snn_agent.engine.readout import log_likelihood
from snn_agent.engine.readout import scores

QUICK = settings(deadline=None, derandomize=True)
RESPONSES = arrays(
    np.float32, st.tuples(st.integers(1, 20), st.integers(2, 6)),
    elements=st.integers(0, 10_000).map(float))
EVIDENCE = arrays(np.float32, st.integers(2, 6), elements=st.floats(-1e5, 0, width=32))


def test_evidence_of_a_spike():
    table = log_likelihood(np.array([[3, 0], [1, 0]], np.float32))
    expected = [[log(3.1 / 4.2), log(0.5)], [log(1.1 / 4.2), log(0.5)]]
    np.testing.assert_allclose(table, expected, rtol=1e-6)
    assert table.dtype == np.float32


@QUICK
@given(RESPONSES)
def test_every_class_spreads_one_probability_over_the_neurons(responses):
    # 20 numbers of float32, each up to exp(-14): half a unit in the last place of the logarithm.
    table = log_likelihood(responses).astype(float)
    np.testing.assert_allclose(np.exp(table).sum(axis=0), 1.0, rtol=1e-6)


@QUICK
@given(RESPONSES, st.data())
def test_column_depends_on_its_class_alone(responses, data):
    column = data.draw(st.integers(0, responses.shape[1] - 1))
    alone = log_likelihood(responses[:, column:column + 1])[:, 0]
    # The sum over the neurons may be taken in another order.
    np.testing.assert_allclose(alone, log_likelihood(responses)[:, column], rtol=2e-7)


@QUICK
@given(EVIDENCE)
def test_scores_are_probabilities_in_the_order_of_the_evidence(evidence):
    share = scores(evidence)
    assert share.dtype == np.float32
    assert share.sum() == pytest.approx(1.0, abs=1e-6)
    assert (np.diff(share[np.argsort(evidence, kind='stable')]) >= 0).all()


def test_scores_by_hand():
    np.testing.assert_allclose(
        scores(np.log(np.array([0.2, 0.6], np.float32))), [0.25, 0.75], rtol=1e-6)
