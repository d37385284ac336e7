# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The table that ``snn-agent mission`` prints."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from snn_agent.monitor.mission_words import mission_headline
from snn_agent.monitor.mission_words import mission_verdict

__all__ = ['mission_table']


def mission_table(report: dict[str, Any]) -> None:
    """Print one row per choice and what the comparison says."""
    battery = report['battery']
    table = Table(
        title=f'{report["model"]}: {report["mission"]["duration_s"] / 3600:g} h, '
              f'{report["asked"]:,} samples asked for, {battery["usable_j"]:.4g} J usable '
              f'({battery["capacity_ah"] * 1e3:.4g} mAh)',
        box=box.SIMPLE, padding=(0, 0, 0, 1),
        caption=f'processor and latency modelled for {report["device_profile"]}; late: after the '
                'latency target; right samples per joule that the battery gave (drawn), and per '
                'joule that it held above its reserve (carried)')
    for heading in ('choice', 'whole\nmission', 'charge\nleft', 'right', 'accuracy', 'late',
                    'J of the\nprocessor', 'per J\ndrawn', 'per J\ncarried'):
        table.add_column(heading, justify='right', no_wrap=True)
    for name, choice in report['choices'].items():
        accuracy = choice['accuracy']
        processor_j = choice['computing_modelled_j'] + choice['idle_modelled_j']
        table.add_row(
            name, 'yes' if choice['completed'] else f'{choice["ended_s"] / 60:.1f} min',
            f'{choice["state_of_charge"]:.0%}', f'{choice["right"]}',
            '' if accuracy is None else f'{accuracy:.2%}', f'{choice["latency_misses"]}',
            f'{processor_j:.4g}', f'{choice["right_per_j_drawn"]:.4g}',
            f'{choice["right_per_j_carried"]:.4g}',
            style='bold' if name == 'adaptive' else None)
    console = Console()
    console.print(table)
    if report['sweep']:
        _print_sweep(console, report['sweep'])
    for sentence in (mission_headline(report), *mission_verdict(report)):
        console.print(f'{sentence}.', highlight=False)


def _print_sweep(console: Console, batteries: dict[str, Any]) -> None:
    """Print one row per battery: what each choice classified rightly."""
    table = Table(
        title='right samples on other batteries', box=box.SIMPLE, padding=(0, 0, 0, 1),
        caption='share: of the mission, that the battery lasts with all timesteps; '
                '*: it ended the mission; last row: per joule carried, all batteries together')
    names = list(batteries['right_per_j_carried'])
    for heading in ('share', 'battery', *names):
        table.add_column(heading, justify='right', no_wrap=True)
    for row in batteries['batteries']:
        cells = (f'{row["right"][name]}{" " if row["completed"][name] else "*"}' for name in names)
        table.add_row(f'{row["full_share"]:g}', f'{row["capacity_ah"] * 1e3:.4g} mAh', *cells)
    means = (f'{batteries["right_per_j_carried"][name]:.2f} ' for name in names)
    table.add_row('all', '', *means, style='bold')
    console.print(table)
