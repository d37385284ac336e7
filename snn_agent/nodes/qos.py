# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
One named QoS profile for each kind of data.

Subscriptions to sensors ask for the least (best effort, volatile), so that they connect to
every publisher; what this package publishes is reliable unless it imitates a camera driver.
"""

from __future__ import annotations

from rclpy.qos import DurabilityPolicy
from rclpy.qos import HistoryPolicy
from rclpy.qos import QoSProfile
from rclpy.qos import ReliabilityPolicy

__all__ = ['battery', 'image', 'label_hint', 'latched', 'result', 'telemetry']


def image() -> QoSProfile:
    """Return the profile of images: best effort, keep last 5 (sensor data, as drivers do)."""
    return _profile(5, ReliabilityPolicy.BEST_EFFORT)


def battery() -> QoSProfile:
    """Return the profile of battery states: best effort, keep last 1."""
    return _profile(1, ReliabilityPolicy.BEST_EFFORT)


def label_hint() -> QoSProfile:
    """Return the profile of label hints: reliable, keep last 50 (they belong to images)."""
    return _profile(50, ReliabilityPolicy.RELIABLE)


def result() -> QoSProfile:
    """Return the profile of results: reliable, keep last 10."""
    return _profile(10, ReliabilityPolicy.RELIABLE)


def telemetry() -> QoSProfile:
    """Return the profile of telemetry quantities: reliable, keep last 10."""
    return _profile(10, ReliabilityPolicy.RELIABLE)


def latched() -> QoSProfile:
    """Return the profile of states that late joiners need: transient local, keep last 1."""
    return _profile(1, ReliabilityPolicy.RELIABLE, DurabilityPolicy.TRANSIENT_LOCAL)


def _profile(
    depth: int,
    reliability: ReliabilityPolicy,
    durability: DurabilityPolicy = DurabilityPolicy.VOLATILE,
) -> QoSProfile:
    return QoSProfile(
        history=HistoryPolicy.KEEP_LAST, depth=depth, reliability=reliability,
        durability=durability)
