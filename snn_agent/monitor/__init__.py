# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
What people look at: live view, summary, picture.

The picture is in :mod:`snn_agent.monitor.report`, which is imported where it is drawn:
matplotlib is an extra.
"""

from __future__ import annotations

from snn_agent.monitor.history import History
from snn_agent.monitor.live import live_line
from snn_agent.monitor.live import live_view
from snn_agent.monitor.machine import machine_facts
from snn_agent.monitor.outcome import outcome
from snn_agent.monitor.summary import summarise

__all__ = ['History', 'live_line', 'live_view', 'machine_facts', 'outcome', 'summarise']
