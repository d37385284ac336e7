# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""QoS of each kind of data."""

from __future__ import annotations

import pytest

pytest.importorskip('rclpy')

from rclpy.qos import DurabilityPolicy
from rclpy.qos import qos_check_compatible
from rclpy.qos import QoSCompatibility
from rclpy.qos import QoSProfile
from rclpy.qos import ReliabilityPolicy

from snn_agent.nodes import qos

BEST_EFFORT = QoSProfile(depth=10, reliability=ReliabilityPolicy.BEST_EFFORT)
RELIABLE = QoSProfile(depth=10, reliability=ReliabilityPolicy.RELIABLE)


@pytest.mark.parametrize('profile', [qos.image(), qos.battery()])
@pytest.mark.parametrize('publisher', [BEST_EFFORT, RELIABLE])
def test_sensor_subscriptions_connect_to_every_publisher(profile, publisher):
    assert qos_check_compatible(publisher, profile)[0] != QoSCompatibility.ERROR


@pytest.mark.parametrize('profile', [qos.result(), qos.telemetry(), qos.latched()])
@pytest.mark.parametrize('subscription', [BEST_EFFORT, RELIABLE])
def test_outputs_connect_to_every_subscription(profile, subscription):
    assert qos_check_compatible(profile, subscription)[0] != QoSCompatibility.ERROR


def test_states_wait_for_late_joiners():
    assert qos.latched().durability == DurabilityPolicy.TRANSIENT_LOCAL
    assert qos.latched().depth == 1


def test_a_profile_may_be_changed_without_changing_the_next_one():
    qos.image().depth = 99
    assert qos.image().depth == 5
