# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""On what a figure was measured."""

from __future__ import annotations

import os
from pathlib import Path
import platform

__all__ = ['machine_facts']

_CPU_INFO = Path('/proc/cpuinfo')


def machine_facts() -> dict[str, str | int]:
    """Return processor, usable cores, operating system and Python version."""
    return {
        'processor': _processor(),
        'cores': len(os.sched_getaffinity(0)),
        'system': f'{platform.system()} {platform.release()} {platform.machine()}',
        'python': platform.python_version(),
    }


def _processor() -> str:
    """Return the processor's name as Linux knows it, its architecture otherwise."""
    try:
        lines = _CPU_INFO.read_text(encoding='utf-8').splitlines()
    except OSError:
        lines = []
    names = [line.partition(':')[2].strip() for line in lines if line.startswith('model name')]
    return names[0] if names else platform.machine()
