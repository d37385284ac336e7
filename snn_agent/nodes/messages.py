# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Message types that come from packages which not every ROS installation has."""

from __future__ import annotations

import importlib
from typing import Any

from rclpy.exceptions import NoTypeSupportImportedException
from rclpy.type_support import check_is_valid_msg_type

__all__ = ['optional_message']


def optional_message(package: str, name: str) -> tuple[Any, str]:
    """
    Return a message class that may be missing.

    :param package: message package, for example ``vision_msgs``.
    :param name: message name, for example ``Classification``.
    :return: (class, '') or (None, why it cannot be used).
    """
    try:
        message = getattr(importlib.import_module(f'{package}.msg'), name)
        check_is_valid_msg_type(message)
    except (ImportError, AttributeError, OSError, NoTypeSupportImportedException) as error:
        return None, f'{package}/{name} is not installed ({type(error).__name__}: {error})'
    return message, ''
