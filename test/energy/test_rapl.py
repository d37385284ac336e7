# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Test the RAPL meter on trees of files like those of Linux."""

from __future__ import annotations

import math
import os
from pathlib import Path

import pytest

from snn_agent.energy import rapl_status
from snn_agent.energy import RaplMeter

RANGE_UJ = 262_143_328_850


def domain(root: Path, folder: str, name: str, energy_uj: int, range_uj: int = RANGE_UJ) -> Path:
    """Make the folder of one energy counter."""
    path = root / folder
    path.mkdir(parents=True)
    (path / 'name').write_text(f'{name}\n')
    (path / 'max_energy_range_uj').write_text(f'{range_uj}\n')
    set_energy(path, energy_uj)
    return path


def set_energy(path: Path, energy_uj: int) -> None:
    """Move the counter."""
    (path / 'energy_uj').write_text(f'{energy_uj}\n')


@pytest.fixture
def root(tmp_path) -> Path:
    """Return an empty powercap tree."""
    (tmp_path / 'intel-rapl').mkdir()
    return tmp_path


def test_counts_from_its_making(root) -> None:
    package = domain(root, 'intel-rapl:0', 'package-0', 5_000_000)
    meter = RaplMeter.find(root)
    assert meter.name == 'rapl:package-0'
    assert meter.read_j() == 0.0
    set_energy(package, 7_500_000)
    assert meter.read_j() == pytest.approx(2.5)
    assert meter.read_j() == pytest.approx(2.5)


def test_packages_add_up_and_their_parts_do_not(root) -> None:
    first = domain(root, 'intel-rapl:0', 'package-0', 0)
    second = domain(root, 'intel-rapl:1', 'package-1', 0)
    parts = [domain(root, 'intel-rapl:0:0', 'core', 0), domain(root, 'intel-rapl:2', 'psys', 0),
             domain(root, 'intel-rapl-mmio:0', 'package-0', 0)]
    meter = RaplMeter.find(root)
    assert meter.name == 'rapl:package-0+package-1'
    for path in (first, second, *parts):
        set_energy(path, 1_000_000)
    assert meter.read_j() == pytest.approx(2.0)


def test_a_counter_that_starts_again(root) -> None:
    package = domain(root, 'intel-rapl:0', 'package-0', RANGE_UJ - 1_000_000)
    meter = RaplMeter.find(root)
    set_energy(package, 2_000_000)
    assert meter.read_j() == pytest.approx(3.0)
    set_energy(package, RANGE_UJ - 5)
    set_energy(package, 1_000_000)
    assert meter.read_j() == pytest.approx(3.0 + RANGE_UJ * 1e-6 - 1.0)


def test_each_package_has_its_own_range(root) -> None:
    first = domain(root, 'intel-rapl:0', 'package-0', 900_000, range_uj=1_000_000)
    second = domain(root, 'intel-rapl:1', 'package-1', 100_000, range_uj=5_000_000)
    meter = RaplMeter.find(root)
    set_energy(first, 100_000)
    set_energy(second, 200_000)
    assert meter.read_j() == pytest.approx(0.3)


@pytest.mark.parametrize('content', ['', 'x', None])
def test_a_read_that_fails_is_missing_and_loses_nothing(root, content) -> None:
    package = domain(root, 'intel-rapl:0', 'package-0', 0)
    meter = RaplMeter.find(root)
    if content is None:
        (package / 'energy_uj').unlink()
    else:
        (package / 'energy_uj').write_text(content)
    assert math.isnan(meter.read_j())
    set_energy(package, 4_000_000)
    assert meter.read_j() == pytest.approx(4.0)


@pytest.mark.parametrize('exists', [True, False])
def test_no_counter_at_all(tmp_path, exists) -> None:
    root = tmp_path if exists else tmp_path / 'absent'
    assert RaplMeter.find(root) is None
    assert 'virtual machine' in rapl_status(root)


def test_status_names_what_is_measured(root) -> None:
    domain(root, 'intel-rapl:0', 'package-0', 0)
    assert rapl_status(root) == 'measures rapl:package-0'


def test_a_broken_counter(root) -> None:
    package = domain(root, 'intel-rapl:0', 'package-0', 0)
    (package / 'max_energy_range_uj').write_text('many\n')
    assert RaplMeter.find(root) is None
    assert 'not usable' in rapl_status(root)


@pytest.mark.skipif(os.geteuid() == 0, reason='root may read everything')
def test_a_counter_for_root_only(root) -> None:
    package = domain(root, 'intel-rapl:0', 'package-0', 0)
    (package / 'energy_uj').chmod(0)
    assert RaplMeter.find(root) is None
    assert 'sudo chmod a+r' in rapl_status(root)


def test_a_counter_that_refuses(root, monkeypatch) -> None:
    domain(root, 'intel-rapl:0', 'package-0', 0)
    read_text = Path.read_text

    def refuse(path: Path, *arguments, **options) -> str:
        if path.name == 'energy_uj':
            raise PermissionError(13, 'Permission denied', str(path))
        return read_text(path, *arguments, **options)

    monkeypatch.setattr(Path, 'read_text', refuse)
    assert RaplMeter.find(root) is None
    assert 'intel-rapl:0/energy_uj may be read by root only' in rapl_status(root)


def test_the_real_machine() -> None:
    meter = RaplMeter.find()
    if meter is None:
        assert rapl_status()
        return
    assert meter.read_j() >= 0
