# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Rows on disk as they come."""

from __future__ import annotations

import json
import math

import pytest

from snn_agent.errors import ConfigurationError
from snn_agent.nodes.row_recorder import RowRecorder


def test_every_row_is_on_disk_at_once(tmp_path):
    path = tmp_path / 'new' / 'rows.jsonl'
    recorder = RowRecorder(str(path))
    for k in range(3):
        recorder.write({'time_s': k, 'energy': math.nan})
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        assert rows[-1] == {'time_s': k, 'energy': None}
    recorder.close()


def test_without_a_path_nothing_is_written(tmp_path):
    recorder = RowRecorder('')
    recorder.write({'a': 1})
    recorder.close()
    assert recorder.failure == ''


def test_a_place_that_cannot_be_written_is_refused_at_once(tmp_path):
    with pytest.raises(ConfigurationError, match='record.path'):
        RowRecorder(str(tmp_path))


def test_a_full_disk_is_reported_and_does_no_harm():
    recorder = RowRecorder('/dev/full')
    recorder.write({'a': 1})
    assert 'No space left' in recorder.failure
    recorder.close()
    assert 'last rows' in recorder.failure
