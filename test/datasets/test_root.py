# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test how the data folder is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from snn_agent.datasets import data_root
from snn_agent.datasets import root as root_module
from snn_agent.errors import DataError


@pytest.fixture
def elsewhere(tmp_path, monkeypatch) -> Path:
    """Put repository and working directory into an empty tree; return the tree."""
    repository = tmp_path / 'a' / 'repository'
    work = tmp_path / 'b' / 'work'
    for folder in (repository, work):
        folder.mkdir(parents=True)
    monkeypatch.delenv('SNN_AGENT_DATA', raising=False)
    monkeypatch.setattr(root_module, '_REPOSITORY', repository)
    monkeypatch.chdir(work)
    return tmp_path


def test_nothing_found(elsewhere) -> None:
    assert data_root() is None


def test_beside_the_repository_before_the_working_directory(elsewhere) -> None:
    at_work = elsewhere / 'b' / 'shared' / 'data'
    at_work.mkdir(parents=True)
    assert data_root() == at_work
    at_repository = elsewhere / 'a' / 'shared' / 'data'
    at_repository.mkdir(parents=True)
    assert data_root() == at_repository


def test_variable_decides(elsewhere, monkeypatch) -> None:
    (elsewhere / 'a' / 'shared' / 'data').mkdir(parents=True)
    monkeypatch.setenv('SNN_AGENT_DATA', str(elsewhere))
    assert data_root() == elsewhere


def test_empty_variable_is_not_set(elsewhere, monkeypatch) -> None:
    monkeypatch.setenv('SNN_AGENT_DATA', '')
    assert data_root() is None


def test_variable_that_names_no_folder(elsewhere, monkeypatch) -> None:
    monkeypatch.setenv('SNN_AGENT_DATA', str(elsewhere / 'nowhere'))
    with pytest.raises(DataError, match='nowhere: is not a folder; set it'):
        data_root()
