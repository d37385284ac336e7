# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The table that a study prints: its curves side by side, and the choice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

__all__ = ['study_table']

_HEADINGS = {
    'plain': 'plain', 'reduced': 'inference only', 'enhanced': 'enhanced',
    'exit': 'early exit'}
_WITH_ENERGY = ('plain', 'enhanced', 'exit')


def study_table(folder: Path, summary: Mapping[str, Any]) -> None:
    """Print one row per number of timesteps, and what was chosen."""
    curves = {name: rows for name, rows in summary['curves'].items() if rows}
    table = Table(box=box.SIMPLE, padding=0, pad_edge=False, caption=(
        f'accuracy in %, mean and standard deviation over seeds; inference only: the plain '
        f'network of 350 run at fewer; energy: µJ of an inference, modelled for '
        f'{summary["device"]}'))
    table.add_column('T', justify='right')
    for name in curves:
        table.add_column(_HEADINGS[name], justify='right', min_width=11)
        if name in _WITH_ENERGY:
            table.add_column('energy', justify='right', min_width=5)
    for count in sorted({row['timesteps'] for rows in curves.values() for row in rows}):
        table.add_row(str(count), *(
            cell for name, rows in curves.items()
            for cell in _cells(rows, count, summary['device'])[:1 + (name in _WITH_ENERGY)]))
    console = Console()
    console.print(table)
    chosen = summary['chosen']
    console.print(
        f'Chosen: {chosen["timesteps"]} timesteps, {chosen["accuracy"]:.2%} '
        f'({100 * chosen["accuracy_difference"]:+.2f} points against 350), '
        f'{chosen["times_less_inference_energy"]:.1f} times less energy per inference, '
        f'{chosen["times_less_training_energy"]:.1f} times less in training.', highlight=False)
    console.print(f'{folder}: rows.csv, summary.json, model.npz, pictures', highlight=False)


def _cells(rows: list[dict[str, Any]], count: int, device: str) -> tuple[str, str]:
    """Return accuracy and energy of one curve."""
    for row in rows:
        if row['timesteps'] == count:
            accuracy = row['accuracy']
            energy = row[f'inference_energy_j_{device}']['mean']
            return (
                f'{100 * accuracy["mean"]:.2f} ±{100 * accuracy["std"]:.2f}',
                f'{energy * 1e6:,.0f}')
    return '', ''
