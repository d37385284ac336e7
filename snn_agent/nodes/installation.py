# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
Say as JSON which middleware runs and which message packages are there.

``snn-agent doctor`` runs it as a process of its own, because a wrong middleware ends the
process that loads it.
"""

from __future__ import annotations

import json
import sys

import rclpy
from rclpy.utilities import get_rmw_implementation_identifier

from snn_agent.nodes.messages import optional_message

__all__ = ['MESSAGES', 'main']

MESSAGES = {
    'builtin_interfaces': 'Time',
    'diagnostic_msgs': 'DiagnosticArray',
    'lifecycle_msgs': 'State',
    'rcl_interfaces': 'ParameterDescriptor',
    'sensor_msgs': 'Image',
    'std_msgs': 'Float64',
    'vision_msgs': 'Classification',
}
"""Package -> one of its messages; vision_msgs is optional."""


def main() -> int:
    """Start a node and print what was found."""
    rclpy.init()
    try:
        rclpy.create_node('snn_agent_doctor').destroy_node()
        print(json.dumps({
            'middleware': get_rmw_implementation_identifier(),
            'messages': {package: optional_message(package, name)[1]
                         for package, name in MESSAGES.items()}}))
    finally:
        rclpy.try_shutdown()
    return 0


if __name__ == '__main__':
    sys.exit(main())
