# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The cache folder follows the XDG rules."""

from __future__ import annotations

from pathlib import Path

from snn_agent.cli.cache import cache_folder


def test_cache_folder(monkeypatch, tmp_path):
    monkeypatch.setenv('XDG_CACHE_HOME', str(tmp_path))
    assert cache_folder() == tmp_path / 'snn_agent'
    monkeypatch.setenv('XDG_CACHE_HOME', '')
    monkeypatch.setenv('HOME', str(tmp_path))
    assert cache_folder() == Path(tmp_path, '.cache', 'snn_agent')
