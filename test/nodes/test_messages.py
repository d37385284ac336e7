# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Message packages that may be missing."""

from __future__ import annotations

import pytest

pytest.importorskip('rclpy')

from snn_agent.nodes.messages import optional_message


def test_a_message_that_is_there_is_returned():
    from std_msgs.msg import String
    assert optional_message('std_msgs', 'String') == (String, '')


@pytest.mark.parametrize(('package', 'name'), [
    ('no_such_msgs', 'Thing'), ('std_msgs', 'NoSuchMessage')])
def test_a_message_that_is_missing_says_why(package, name):
    message, reason = optional_message(package, name)
    assert message is None
    assert f'{package}/{name} is not installed' in reason


def test_a_folder_of_that_name_is_no_message_package(tmp_path, monkeypatch):
    (tmp_path / 'folder_msgs' / 'msg').mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path)
    message, reason = optional_message('folder_msgs', 'Thing')
    assert message is None
    assert 'folder_msgs/Thing' in reason
