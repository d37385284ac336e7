# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The health of a part of a node, as it is shown on /diagnostics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from enum import IntEnum

from snn_agent.nodes.records import RecordValue

__all__ = ['error', 'Health', 'Level', 'ok', 'warn']


class Level(IntEnum):
    """The levels of diagnostic_msgs/DiagnosticStatus."""

    OK = 0
    WARN = 1
    ERROR = 2


@dataclass(frozen=True, slots=True)
class Health:
    """
    Hold the state of one part of a node.

    :param level: OK; WARN for something unexpected; ERROR for what cannot be relied upon.
    :param message: one sentence for a person.
    :param values: numbers and words by key, the unit in the key.
    """

    level: Level
    message: str
    values: Mapping[str, RecordValue] = field(default_factory=dict)


def ok(message: str, values: Mapping[str, RecordValue] | None = None) -> Health:
    """Return the state of a part that works."""
    return Health(Level.OK, message, values or {})


def warn(message: str, values: Mapping[str, RecordValue] | None = None) -> Health:
    """Return the state of a part that works, but not as it should."""
    return Health(Level.WARN, message, values or {})


def error(message: str, values: Mapping[str, RecordValue] | None = None) -> Health:
    """Return the state of a part that cannot be relied upon."""
    return Health(Level.ERROR, message, values or {})
