# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The round trip through ROS, measured with real processes."""

from __future__ import annotations

import argparse
import json

import pytest

from snn_agent.cli import bench_ros
from snn_agent.errors import ConfigurationError
from snn_agent.errors import ModelFormatError


def run(*words):
    parser = argparse.ArgumentParser()
    bench_ros.add_arguments(parser)
    return bench_ros.run(parser.parse_args(words))


def test_it_measures_and_reports_for_machines(capsys, small_model_path):
    pytest.importorskip('rclpy')
    code = run('--seconds', '2', '--rate', '50', '--dataset', 'digits', '--timesteps', '50',
               '--model', str(small_model_path), '--json')
    figures = json.loads(capsys.readouterr().out)
    assert code == (1 if figures['dropped'] else 0)
    assert 80 <= figures['sent'] <= 110
    assert figures['received'] >= 0.9 * figures['sent']
    assert 0 < figures['latency_p50_s'] <= figures['latency_p99_s'] <= figures['latency_max_s']
    assert figures['agent_memory_max_bytes'] < 500e6


def test_a_node_that_dies_is_reported(capsys, small_model_path, monkeypatch):
    pytest.importorskip('rclpy')
    monkeypatch.setattr(bench_ros, 'START_AND_END_S', 0.5)     # less than the probe allows
    code = run('--seconds', '60', '--dataset', 'digits', '--model', str(small_model_path))
    assert code == 1
    assert 'agent.timeout_s' in capsys.readouterr().err


@pytest.mark.parametrize(('words', 'error', 'part'), [
    (['--seconds', '0'], ConfigurationError, '--seconds'),
    (['--rate', 'nan'], ConfigurationError, '--rate'),
    (['--model', '/no/such/file.npz'], ModelFormatError, '/no/such/file.npz'),
])
def test_a_wrong_option_is_refused(words, error, part):
    with pytest.raises(error, match=part):
        run('--dataset', 'digits', *words)
