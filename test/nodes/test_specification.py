# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Parameter specifications: limits, settings classes, the check of a file, the README table."""

from __future__ import annotations

from dataclasses import dataclass
import math

import pytest

from snn_agent.errors import ConfigurationError
from snn_agent.nodes.specification import check_values
from snn_agent.nodes.specification import LIVE
from snn_agent.nodes.specification import parameter
from snn_agent.nodes.specification import render_markdown
from snn_agent.nodes.specification import Settings


@dataclass(frozen=True)
class CameraSettings(Settings):
    low_hz: float = parameter('rate.low_hz', 5.0, 'Lowest rate.', unit='Hz', bounds=(0.0, 100.0))
    high_hz: float = parameter('rate.high_hz', 9.0, 'Highest.', unit='Hz', bounds=(0.0, 100.0))
    depth: int = parameter('depth', 3, 'Queue.', bounds=(1, 5), change=LIVE)
    split: str = parameter('split', 'test', 'Part.', choices=('train', 'test'))
    is_on: bool = parameter('is_on', False, 'Whether it runs.')

    def check_together(self):
        if self.low_hz > self.high_hz:
            raise ConfigurationError('rate.low_hz', self.low_hz, f'at most {self.high_hz}')


COMPLETE = {'rate': {'low_hz': 1.0, 'high_hz': 2.0}, 'depth': 1, 'split': 'train', 'is_on': True}


def test_values_are_read_by_parameter_name():
    settings = CameraSettings.from_values({'rate.low_hz': 7.0, 'split': 'train'})
    assert settings == CameraSettings(low_hz=7.0, split='train')


@pytest.mark.parametrize(('name', 'value', 'words'), [
    ('rate.low_hz', -1.0, ('-1.0', '0 to 100 Hz')),
    ('rate.low_hz', math.nan, ('nan', '0 to 100 Hz')),
    ('rate.low_hz', 5, ('5', 'type double')),
    ('depth', 6, ('6', '1 to 5')),
    ('depth', True, ('True', 'type int')),
    ('split', 'all', ('all', "'train' | 'test'")),
    ('is_on', 1, ('1', 'type bool')),
    ('dpeth', 1, ('dpeth', 'depth')),
])
def test_a_wrong_value_is_refused_with_name_value_and_limit(name, value, words):
    with pytest.raises(ConfigurationError) as caught:
        CameraSettings.from_values({name: value})
    assert name in str(caught.value)
    assert all(word in str(caught.value) for word in words)


def test_rules_between_values_are_checked():
    with pytest.raises(ConfigurationError, match='at most 6'):
        CameraSettings(low_hz=8.0, high_hz=6.0)


def test_a_default_outside_its_limits_is_a_defect_of_the_table():
    with pytest.raises(ConfigurationError, match='1 to 5'):
        parameter('depth', 9, 'Queue.', bounds=(1, 5))


def test_a_complete_file_has_no_problems():
    assert check_values(CameraSettings, COMPLETE) == []


def test_a_file_is_checked_both_ways():
    values = {**COMPLETE, 'rate': {'low_hz': 1, 'mid_hz': 3.0}}
    problems = check_values(CameraSettings, values)
    assert problems == [
        'rate.low_hz: got 1, expected a value of type double',
        'rate.high_hz: missing',
        'rate.mid_hz: not a parameter of CameraSettings']


def test_the_readme_table_has_a_row_for_every_parameter():
    lines = render_markdown(CameraSettings).splitlines()
    assert len(lines) == 2 + len(CameraSettings.specs())
    assert lines[2] == (
        '| `rate.low_hz` | double | `5.0` | 0 to 100 Hz | at start | Lowest rate. |')
    assert '`false`' in lines[-1]
    assert all(line.replace('\\|', '').count('|') == 7 for line in lines)
