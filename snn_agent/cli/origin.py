# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Where a figure comes from: stored beside every result that a command writes."""

from __future__ import annotations

from datetime import date
import shlex
import sys

from snn_agent import __version__
from snn_agent.monitor import machine_facts

__all__ = ['origin']


def origin() -> dict[str, object]:
    """Return the command, the date, the package's version and the machine; JSON-compatible."""
    return {
        'command': shlex.join(['snn-agent', *sys.argv[1:]]),
        'date': date.today().isoformat(),
        'package': __version__,
        'machine': machine_facts(),
    }
