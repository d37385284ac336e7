# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What a person watches while a graph runs: two agents side by side, in a terminal."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
import math

from rich.console import Group
from rich.console import RenderableType
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from snn_agent.monitor.history import History

__all__ = ['format_si', 'live_line', 'live_view', 'sparkline']

_BLOCKS = '▁▂▃▄▅▆▇█'
_HISTORY_WIDTH = 24
_ADAPTIVE_STYLE = 'bold cyan'
_FIXED_STYLE = 'yellow'
_PREFIXES = ((1e9, 'G'), (1e6, 'M'), (1e3, 'k'), (1.0, ''), (1e-3, 'm'), (1e-6, 'µ'), (1e-9, 'n'),
             (1e-12, 'p'))


def live_view(
    title: str, elapsed_s: float, total_s: float, adaptive: History, fixed: History
) -> RenderableType:
    """
    Return the whole view.

    :param title: what runs.
    :param elapsed_s: time since the start.
    :param total_s: when it will end.
    :param adaptive: rows of the agent that follows the battery.
    :param fixed: rows of the agent that always computes all timesteps.
    """
    left_s = max(0.0, total_s - elapsed_s)
    heading = Table.grid(expand=True, padding=(0, 1))
    heading.add_column(width=9)
    heading.add_column(ratio=1)
    heading.add_column(justify='right', width=12)
    heading.add_row('time', ProgressBar(total_s, min(elapsed_s, total_s)), f'{left_s:.0f} s left')
    heading.add_row('battery', *_battery(adaptive.last('state_of_charge')))
    return Panel(Group(heading, Text(), _comparison(adaptive, fixed)), title=title, padding=(1, 2))


def live_line(elapsed_s: float, adaptive: History, fixed: History) -> str:
    """Return the most important numbers on one line, for a log."""
    parts = [
        f'{elapsed_s:4.0f} s', f'battery {_percent(adaptive.last("state_of_charge"))}',
        f'timesteps {_whole(adaptive.last("timesteps"))}/{_whole(fixed.last("timesteps"))}']
    for name, column, write in (
            ('accuracy', 'accuracy_total', _percent),
            ('energy', 'energy_modelled', _joules),
            ('latency p50', 'latency_p50', _seconds)):
        parts.append(f'{name} {write(adaptive.last(column))}/{write(fixed.last(column))}')
    return ' | '.join(parts)


def sparkline(values: Iterable[float], width: int) -> str:
    """
    Return values as a row of small bars that grow from zero.

    :param values: numbers, 0 or more; NaN becomes a gap.
    :param width: number of bars; the values are averaged to fit.
    """
    numbers = list(values)
    if len(numbers) > width:
        edges = [round(bar * len(numbers) / width) for bar in range(width + 1)]
        numbers = [_mean(numbers[low:high]) for low, high in zip(edges, edges[1:])]
    highest = max((number for number in numbers if math.isfinite(number)), default=0.0)
    return ''.join(_bar(number, highest) for number in numbers)


def format_si(value: float, unit: str, missing: str = '-') -> str:
    """Return a number with three digits and an SI prefix; NaN is what the caller calls it."""
    if not math.isfinite(value):
        return missing
    factor, prefix = next((pair for pair in _PREFIXES if abs(value) >= pair[0]), (1.0, ''))
    number = value / factor
    decimals = 0 if abs(number) >= 100 else 1 if abs(number) >= 10 else 2
    return f'{number:.{decimals}f} {prefix}{unit}'


def _comparison(adaptive: History, fixed: History) -> Table:
    """Return a row for each quantity, with the history of the adaptive agent."""
    table = Table(box=None, expand=True, pad_edge=False, header_style='dim')
    table.add_column('')
    table.add_column('adaptive', justify='right', style=_ADAPTIVE_STYLE)
    table.add_column('fixed', justify='right', style=_FIXED_STYLE)
    table.add_column('adaptive over time', style='cyan', min_width=_HISTORY_WIDTH)
    for name, column, write in _ROWS:
        table.add_row(
            name, write(adaptive.last(column)), write(fixed.last(column)),
            sparkline(adaptive.column(column), _HISTORY_WIDTH))
    return table


def _battery(state_of_charge: float) -> tuple[RenderableType, str]:
    if not math.isfinite(state_of_charge):
        return Text('unknown'), ''
    colour = 'green' if state_of_charge > 0.5 else 'yellow' if state_of_charge > 0.2 else 'red'
    bar = ProgressBar(1.0, state_of_charge, complete_style=colour, finished_style=colour)
    return bar, _percent(state_of_charge)


def _bar(number: float, highest: float) -> str:
    if not math.isfinite(number):
        return ' '
    share = number / highest if highest > 0 else 0.0
    return _BLOCKS[min(len(_BLOCKS) - 1, int(share * len(_BLOCKS)))]


def _mean(numbers: list[float]) -> float:
    known = [number for number in numbers if math.isfinite(number)]
    return sum(known) / len(known) if known else math.nan


def _percent(ratio: float) -> str:
    return f'{100 * ratio:.1f}%' if math.isfinite(ratio) else '-'


def _whole(number: float) -> str:
    return f'{number:.0f}' if math.isfinite(number) else '-'


def _seconds(value: float) -> str:
    return format_si(value, 's')


def _joules(value: float) -> str:
    return format_si(value, 'J', 'none')


def _operations(value: float) -> str:
    return format_si(value, '').strip()


_ROWS: tuple[tuple[str, str, Callable[[float], str]], ...] = (
    ('timesteps per image', 'timesteps', _whole),
    ('accuracy so far', 'accuracy_total', _percent),
    ('latency, median', 'latency_p50', _seconds),
    ('latency, 95th percentile', 'latency_p95', _seconds),
    ('latency, 99th percentile', 'latency_p99', _seconds),
    ('energy per image, modelled', 'energy_modelled', _joules),
    ('energy per image, measured', 'energy_measured', _joules),
    ('synaptic operations', 'synaptic_operations', _operations),
    ('images per second', 'sample_rate', _whole),
)
