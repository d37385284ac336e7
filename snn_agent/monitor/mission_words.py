# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What a simulated mission showed, in a few sentences."""

from __future__ import annotations

from typing import Any

__all__ = ['mission_headline', 'mission_verdict']


def mission_headline(report: dict[str, Any]) -> str:
    """Return who came to the end."""
    choices = report['choices']
    full = max((name for name in choices if name != 'adaptive'), key=int)
    return (f'Adaptive control {_end(choices["adaptive"])}, fixed {full} timesteps '
            f'{_end(choices[full])}')


def mission_verdict(report: dict[str, Any]) -> list[str]:
    """Return how the controller did against the best fixed choice, by both measures."""
    lines = [
        f'Right samples per joule {unit}: {100 * compared["over_best_fixed"]:+.2f}% against the '
        f'best fixed choice in hindsight, {compared["best_fixed"]} timesteps'
        for unit, compared in (
            (unit, report['comparison'][unit]) for unit in ('carried', 'drawn'))]
    return lines + ([_over_batteries(report['sweep'])] if report['sweep'] else [])


def _over_batteries(batteries: dict[str, Any]) -> str:
    """Return the same for several batteries together."""
    values = dict(batteries['right_per_j_carried'])
    adaptive = values.pop('adaptive')
    best = max(values, key=lambda name: float(values[name]))
    return (f'Per joule carried over {len(batteries["batteries"])} batteries: '
            f'{100 * (adaptive / values[best] - 1):+.2f}% against the best, {best} timesteps')


def _end(choice: dict[str, Any]) -> str:
    if choice['completed']:
        return 'lasts the whole mission'
    return f'lasts {choice["ended_s"] / 60:.0f} minutes'
