# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The table of operating points that evaluate and explore print."""

from __future__ import annotations

from collections.abc import Mapping

from rich import box
from rich.console import Console
from rich.table import Table

from snn_agent.engine import Measurement

__all__ = ['ENERGY_PROFILE', 'points_table']

ENERGY_PROFILE = 'stm32l452'
"""The device whose modelled energy the table shows; --json has all."""


def points_table(title: str, measured: Mapping[int, Measurement]) -> None:
    """Print one row per number of timesteps."""
    table = Table(title=title, box=box.SIMPLE, caption=(
        f'95% interval; synaptic operations per sample; energy modelled for {ENERGY_PROFILE}; '
        'latency measured here'))
    for heading in (
            'timesteps', 'accuracy', '±', 'samples', 'silent', 'SynOps', 'energy', 'latency'):
        table.add_column(heading, justify='right', no_wrap=True)
    for timesteps, record in sorted(measured.items()):
        half = (record.accuracy_high - record.accuracy_low) / 2
        table.add_row(
            str(timesteps), f'{record.accuracy:.2%}', f'{half:.2%}', f'{record.samples:,}',
            f'{record.silent_ratio:.1%}', f'{record.counts.synaptic_operations / 1e3:,.0f} k',
            f'{record.energy_modelled_j[ENERGY_PROFILE] * 1e6:,.0f} µJ',
            f'{record.latency_s * 1e6:,.0f} µs')
    Console().print(table)
