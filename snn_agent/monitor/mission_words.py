# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What a simulated mission showed, in two sentences."""

from __future__ import annotations

from typing import Any

__all__ = ['mission_headline', 'mission_verdict']


def mission_headline(report: dict[str, Any]) -> str:
    """Return who came to the end."""
    choices = report['choices']
    full = max((name for name in choices if name != 'adaptive'), key=int)
    adaptive = f'Adaptive control {_end(choices["adaptive"])}'
    return f'{adaptive}, {full} timesteps {_end(choices[full])}'


def mission_verdict(report: dict[str, Any]) -> str:
    """Return how the controller did against the best fixed choice, by both measures."""
    measures = []
    for unit in ('carried', 'drawn'):
        compared = report['comparison'][unit]
        measures.append(
            f'per joule {unit} {100 * compared["over_best_fixed"]:+.2f}% against the best fixed '
            f'choice ({compared["best_fixed"]} timesteps)')
    return f'Right samples of adaptive control: {"; ".join(measures)}.'


def _end(choice: dict[str, Any]) -> str:
    if choice['completed']:
        return 'completes the mission'
    return f'ends after {choice["ended_s"] / 60:.0f} minutes'
