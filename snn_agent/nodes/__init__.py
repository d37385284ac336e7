# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
The ROS 2 nodes, one per file, and what they share.

Only this package imports rclpy and messages. Modules without ROS in them (``specification``,
``settings``, ``records``, ``session``, ``telemetry_window`` and ``learned_state``) can be used
and tested where ROS is not installed.
"""

from __future__ import annotations

__all__: list[str] = []
