# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Watch a demo while it runs: a live view for people, a line now and then for logs."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
import time

from rich.console import Console
from rich.live import Live

from snn_agent.cli.supervisor import Supervisor
from snn_agent.monitor import History
from snn_agent.monitor import live_line
from snn_agent.monitor import live_view

__all__ = ['watch']

START_PATIENCE_S = 90.0
"""How long the first result may take: the first start compiles the engine."""
LOOK_PERIOD_S = 0.25
LINE_PERIOD_S = 5.0

Show = Callable[[float], None]


def watch(
    nodes: Supervisor,
    adaptive: History,
    fixed: History,
    seconds: float,
    console: Console,
    title: str,
) -> str:
    """
    Show the run until its time is over, counted from the first results of both agents.

    :param nodes: the running nodes.
    :param adaptive: record of the adaptive agent.
    :param fixed: record of the fixed agent.
    :param seconds: how long.
    :param console: where to.
    :param title: what runs, as the heading of the view.
    :return: why it ended early; empty if it did not.
    """
    failure = _await_results(nodes, (adaptive, fixed))
    if failure:
        return failure
    start = time.monotonic()
    with _display(console, adaptive, fixed, seconds, title) as show:
        while (elapsed_s := time.monotonic() - start) < seconds:
            show(elapsed_s)
            time.sleep(LOOK_PERIOD_S)
            failure = _look(nodes, (adaptive, fixed))
            if failure:
                return failure
        show(elapsed_s)
    return ''


def _await_results(nodes: Supervisor, histories: tuple[History, History]) -> str:
    """Wait until both agents have classified something; return what went wrong."""
    end = time.monotonic() + START_PATIENCE_S
    while not all(history.last('sample_rate') > 0 for history in histories):
        if time.monotonic() > end:
            return f'no image was classified within {START_PATIENCE_S:.0f} s'
        time.sleep(LOOK_PERIOD_S)
        failure = _look(nodes, histories)
        if failure:
            return failure
    return ''


def _look(nodes: Supervisor, histories: tuple[History, History]) -> str:
    """Read new rows; return which node died, empty if none did."""
    for history in histories:
        history.update()
    return '\n'.join(str(death) for death in nodes.deaths())


@contextmanager
def _display(
    console: Console, adaptive: History, fixed: History, seconds: float, title: str
) -> Iterator[Show]:
    """Yield a function that shows the state at a number of seconds."""
    if not console.is_terminal:
        yield _lines(console, adaptive, fixed)
        return
    with Live(console=console, auto_refresh=False) as live:
        yield lambda elapsed_s: live.update(
            live_view(title, elapsed_s, seconds, adaptive, fixed), refresh=True)


def _lines(console: Console, adaptive: History, fixed: History) -> Show:
    """Return a function that prints a line when the last one is old enough."""
    next_s = 0.0

    def show(elapsed_s: float) -> None:
        nonlocal next_s
        if elapsed_s >= next_s:
            next_s = elapsed_s + LINE_PERIOD_S
            console.print(
                live_line(elapsed_s, adaptive, fixed), highlight=False, soft_wrap=True)

    return show
