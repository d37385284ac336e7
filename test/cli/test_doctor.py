# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The doctor sees what is there and says what to do about what is not."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from snn_agent.cli import doctor
from snn_agent.cli.main import main


@pytest.fixture(scope='module')
def findings():
    return {finding.name: finding for finding in doctor.examine()}


def test_core_is_present_here(findings):
    core = [finding for finding in findings.values() if finding.is_core]
    assert {'Python', 'numpy', 'numba', 'OpenCV', 'PyYAML'} <= {f.name for f in core}
    assert all(finding.is_present for finding in core), core


def test_what_is_absent_comes_with_advice_or_a_reason(findings):
    for finding in findings.values():
        assert finding.detail
        assert finding.is_present or finding.advice or finding.name == 'power meter'


def test_ros_is_seen_where_it_is(findings):
    pytest.importorskip('rclpy')
    assert findings['rclpy'].is_present
    assert 'rmw_' in findings['rclpy'].detail
    assert findings['messages'].is_present


def replies(monkeypatch, returncode, stdout='', stderr=''):
    monkeypatch.setattr(doctor, '_probe', lambda *words: subprocess.CompletedProcess(
        [], returncode, stdout, stderr))


def test_wrong_middleware_is_explained(monkeypatch):
    replies(monkeypatch, 102)
    (finding,) = doctor._ros()
    assert not finding.is_present
    assert 'RMW_IMPLEMENTATION' in finding.advice


def test_missing_message_package_is_named(monkeypatch):
    states = {
        'std_msgs': '', 'sensor_msgs': 'sensor_msgs/Image is not installed',
        'vision_msgs': 'vision_msgs/Classification is not installed'}
    replies(monkeypatch, 0, json.dumps({'middleware': 'rmw_x', 'messages': states}))
    rclpy, messages, vision = doctor._ros()
    assert rclpy.is_present
    assert not messages.is_present and 'sensor_msgs' in messages.detail
    assert not vision.is_present and not vision.is_core


def test_folder_of_data_that_does_not_exist(monkeypatch, tmp_path):
    monkeypatch.setenv('SNN_AGENT_DATA', str(tmp_path / 'none'))
    finding = doctor._data()
    assert not finding.is_present
    assert str(tmp_path / 'none') in finding.detail


def test_cache_that_cannot_be_written(monkeypatch, tmp_path):
    (tmp_path / 'file').touch()
    monkeypatch.setenv('XDG_CACHE_HOME', str(tmp_path / 'file'))
    finding = doctor._cache()
    assert not finding.is_present and finding.is_core
    assert 'XDG_CACHE_HOME' in finding.advice


@pytest.mark.parametrize('is_present, code', [(True, 0), (False, 1)])
@pytest.mark.parametrize('options', [[], ['--json']])
def test_exit_code_says_whether_the_core_works(monkeypatch, capsys, is_present, code, options):
    monkeypatch.setattr(doctor, 'examine', lambda: [
        doctor.Finding('Python', is_present, '3.x', 'install [it]', is_core=True),
        doctor.Finding('torch', False, 'none', 'only if wanted')])
    assert main(['doctor', *options]) == code
    output = capsys.readouterr().out
    if options:
        assert json.loads(output)['core_works'] is is_present
    else:
        assert ('install [it]' in output) is not is_present
        assert 'only if wanted' in output


def test_command_works_as_a_process():
    result = subprocess.run(
        [sys.executable, '-m', 'snn_agent', 'doctor', '--json'],
        capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)['core_works']
