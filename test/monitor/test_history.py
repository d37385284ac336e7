# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""A record is read while it grows."""

from __future__ import annotations

import math

import numpy as np

from snn_agent.monitor.history import History


def test_file_that_does_not_exist_yet_has_no_rows(tmp_path):
    history = History(tmp_path / 'rows.jsonl')
    assert history.update() == 0
    assert math.isnan(history.last('accuracy'))
    assert history.column('accuracy').shape == (0,)


def test_only_new_and_finished_lines_are_read(tmp_path):
    path = tmp_path / 'rows.jsonl'
    history = History(path)
    path.write_text('{"time_s": 1.0}\n{"time_s"')
    assert history.update() == 1
    with path.open('a') as file:
        file.write(': 2.0}\n')
    assert history.update() == 1
    assert history.update() == 0
    np.testing.assert_array_equal(history.column('time_s'), [1.0, 2.0])
    assert history.last('time_s') == 2.0


def test_missing_values_are_nan(tmp_path):
    path = tmp_path / 'rows.jsonl'
    path.write_text('{"a": NaN, "b": null}\n{"a": 3}\n')
    history = History(path)
    history.update()
    np.testing.assert_array_equal(history.column('a'), [math.nan, 3.0])
    assert np.isnan(history.column('b')).all()
    assert math.isnan(history.last('b'))
