# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The progress bar where the output is a log."""

from __future__ import annotations

import pytest

from snn_agent.cli import progress
from snn_agent.cli.progress import progress_bar


def test_log_gets_a_last_line_on_the_error_output(capsys):
    with progress_bar('Training', 10) as advance:
        for _ in range(10):
            advance(1)
    captured = capsys.readouterr()
    assert captured.out == ''
    assert captured.err.splitlines() == ['Training: 10/10 after 0 s']


def test_log_gets_a_line_each_period(capsys, monkeypatch):
    monkeypatch.setattr(progress, 'LINE_PERIOD_S', 0.0)
    with progress_bar('Training', 2) as advance:
        advance(1)
        advance(1)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(' after')[0] for line in lines] == [
        'Training: 1/2', 'Training: 2/2', 'Training: 2/2']


def test_error_inside_is_not_hidden():
    with pytest.raises(RuntimeError, match='stop'):
        with progress_bar('Training', 2):
            raise RuntimeError('stop')


def test_terminal_gets_a_bar(capsys, monkeypatch):
    monkeypatch.setenv('FORCE_COLOR', '1')
    monkeypatch.setenv('TERM', 'xterm')
    with progress_bar('Training', 3) as advance:
        advance(3)
    error = capsys.readouterr().err
    assert 'Training' in error
    assert '3/3' in error
