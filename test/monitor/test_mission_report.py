# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The picture and the words of a simulated mission."""

from __future__ import annotations

import io
import struct

import pytest

pytest.importorskip('matplotlib')

from snn_agent.control import PointCost
from snn_agent.control.mission import MissionSettings
from snn_agent.control.mission import PointRecords
from snn_agent.control.mission import RobotSettings
from snn_agent.control.mission import simulate
from snn_agent.control.mission import summarise_mission
from snn_agent.monitor.mission_report import draw_mission
from snn_agent.monitor.mission_words import mission_headline
from snn_agent.monitor.mission_words import mission_verdict

SETTINGS = MissionSettings(duration_s=3600, driving_share=0.0)


def report_of(figures):
    """Simulate points of known seconds per sample; every label is right."""
    records = {
        timesteps: PointRecords(timesteps, [True] * 9, [timesteps] * 9, [0.02 * seconds] * 9,
                                [seconds] * 9)
        for timesteps, seconds in figures.items()}
    costs = [PointCost(timesteps, 1.0, 0.02 * seconds, seconds)
             for timesteps, seconds in figures.items()]
    robot = RobotSettings(full_share=0.9)
    mission = simulate(costs, records, SETTINGS, robot, 0.0)
    return mission, {
        **summarise_mission(mission, SETTINGS, robot, costs, records), 'dataset': 'digits',
        'split': 'test', 'package': '0.1.0', 'date': '2026-11-21', 'device_profile': 'stm32l452',
        'sweep': None}


@pytest.mark.parametrize('figures', [
    {10: 0.005, 50: 0.02, 350: 0.15}, {350: 0.15}], ids=['three points', 'one point'])
def test_picture_is_a_png_of_1200_pixels(figures):
    mission, report = report_of(figures)
    stream = io.BytesIO()
    draw_mission(stream, mission, SETTINGS, report)
    content = stream.getvalue()
    assert content.startswith(b'\x89PNG')
    assert struct.unpack('>I', content[16:20]) == (1200,)


def test_words_say_who_came_to_the_end_and_by_which_measure():
    _, report = report_of({10: 0.005, 350: 0.15})
    assert mission_headline(report) == (
        'Adaptive control lasts the whole mission, fixed 350 timesteps lasts 54 minutes')
    carried, drawn = mission_verdict(report)    # nothing of other batteries
    assert carried.startswith('Right samples per joule carried: +0.00% against')
    assert '10 timesteps' in carried
    assert drawn.startswith('Right samples per joule drawn: ')


def test_words_for_several_batteries():
    _, report = report_of({10: 0.005, 350: 0.15})
    report['sweep'] = {
        'batteries': [{}, {}], 'right_per_j_carried': {'adaptive': 99.0, '10': 90.0, '350': 50.0}}
    assert mission_verdict(report)[2] == (
        'Per joule carried over 2 batteries: +10.00% against the best, 10 timesteps')
