# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""One progress bar for every command: drawn for people, plain lines for logs."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
import time

from rich.console import Console
from rich.progress import BarColumn
from rich.progress import MofNCompleteColumn
from rich.progress import Progress
from rich.progress import TextColumn
from rich.progress import TimeElapsedColumn
from rich.progress import TimeRemainingColumn

__all__ = ['progress_bar']

LINE_PERIOD_S = 5.0
"""Seconds between two lines where the output is not a terminal."""


@contextmanager
def progress_bar(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """
    Show how far a task is, on the error output.

    :param label: what is done, for example ``Training``.
    :param total: number of steps, 1 or more.
    :return: a function to call with the number of steps done since its last call.
    """
    console = Console(stderr=True)
    if console.is_terminal:
        with _bar(console) as progress:
            task = progress.add_task(label, total=total)
            yield lambda steps: progress.advance(task, steps)
    else:
        lines = _Lines(console, label, total)
        yield lines.advance
        lines.close()


def _bar(console: Console) -> Progress:
    """Return the bar that a terminal shows."""
    return Progress(
        TextColumn('{task.description:<22}'), BarColumn(bar_width=None), MofNCompleteColumn(),
        TimeElapsedColumn(), TextColumn('left'), TimeRemainingColumn(), console=console)


class _Lines:
    """
    Print a line now and then.

    :param console: where to.
    :param label: what is done.
    :param total: number of steps.
    """

    def __init__(self, console: Console, label: str, total: int) -> None:
        self._console = console
        self._label = label
        self._total = total
        self._done = 0
        self._started = time.monotonic()
        self._next = self._started + LINE_PERIOD_S

    def advance(self, steps: int) -> None:
        """Count steps; print when the period is over."""
        self._done += steps
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + LINE_PERIOD_S
            self._print()

    def close(self) -> None:
        """Print the last line."""
        self._print()

    def _print(self) -> None:
        seconds = time.monotonic() - self._started
        self._console.print(
            f'{self._label}: {self._done}/{self._total} after {seconds:.0f} s', highlight=False)
