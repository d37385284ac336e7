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
        box=box.SIMPLE,
        caption=f'energy and latency modelled for {report["device_profile"]}; late: after the latency '
                'target; drawn: all that the battery gave; carried: all it could give above its '
                'reserve')
    for heading in ('choice', 'completed', 'charge', 'right', 'accuracy', 'late', 'proces-\nsor J',
                    'right/J\ndrawn', 'right/J\ncarried'):
        table.add_column(heading, justify='right', no_wrap=True)
    for name, choice in report['choices'].items():
        accuracy = choice['accuracy']
        processor_j = choice['computing_modelled_j'] + choice['idle_modelled_j']
        table.add_row(
            name, 'yes' if choice['completed'] else f'{choice["ended_s"] / 60:.1f} min',
            f'{choice["state_of_charge"]:.1%}', f'{choice["right"]}',
            '' if accuracy is None else f'{accuracy:.2%}', f'{choice["latency_misses"]}',
            f'{processor_j:.4g}', f'{choice["right_per_j_drawn"]:.4g}',
            f'{choice["right_per_j_carried"]:.4g}',
            style='bold' if name == 'adaptive' else None)
    console = Console()
    console.print(table)
    console.print(f'{mission_headline(report)}. {mission_verdict(report)}', highlight=False)
