# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Lifecycle transitions that say why they failed; rclpy itself would drop the exception."""

from __future__ import annotations

from collections.abc import Callable
import functools
import traceback
from typing import Any

from rclpy.lifecycle import LifecycleState
from rclpy.lifecycle import TransitionCallbackReturn

from snn_agent.errors import SnnAgentError

__all__ = ['reported']

Transition = Callable[[Any, LifecycleState], TransitionCallbackReturn]


def reported(undo: str = '') -> Callable[[Transition], Transition]:
    """
    Log an exception of a transition, keep it in ``node.fault`` and return FAILURE.

    A user's mistake (SnnAgentError, OSError) is one line; anything else comes with its
    traceback, as it is a defect of the program.

    :param undo: method of the node that releases what a failed transition leaves behind.
    """
    def decorate(transition: Transition) -> Transition:
        @functools.wraps(transition)
        def wrapper(node: Any, state: LifecycleState) -> TransitionCallbackReturn:
            try:
                outcome = transition(node, state)
            except Exception as error:
                is_mistake = isinstance(error, (SnnAgentError, OSError))
                trace = '' if is_mistake else f'\n{traceback.format_exc()}'
                node.fault = f'{transition.__name__}: {error}'
                node.get_logger().error(node.fault + trace)
                if undo:
                    getattr(node, undo)()
                return TransitionCallbackReturn.FAILURE
            node.fault = ''
            return outcome
        return wrapper
    return decorate
