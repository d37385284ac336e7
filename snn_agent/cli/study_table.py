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


def study_table(folder: Path, summary: Mapping[str, Any]) -> None:
    """Print one row per number of timesteps, and what was chosen."""
    curves = {name: rows for name, rows in summary['curves'].items() if rows}
    table = Table(box=box.SIMPLE, caption=(
        f'mean and standard deviation over seeds; inference only: the plain network of 350 run at '
        f'fewer; energy of an inference, modelled for {summary["device"]}'))
    table.add_column('timesteps', justify='right')
    for name in curves:
        table.add_column(_HEADINGS[name], justify='right')
        table.add_column('energy', justify='right', no_wrap=True)
    for count in sorted({row['timesteps'] for rows in curves.values() for row in rows}):
        table.add_row(str(count), *(
            cell for rows in curves.values() for cell in _cells(rows, count, summary['device'])))
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
            return f'{accuracy["mean"]:.2%} ± {accuracy["std"]:.2%}', f'{energy * 1e6:,.0f} µJ'
    return '', ''
