# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The command ``doctor``: what is present, what works, and what to do about the rest."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from dataclasses import dataclass
from importlib import metadata
import json
import os
from pathlib import Path
import shutil
import subprocess
import sys
import tempfile

from rich.console import Console
from rich.markup import escape

from snn_agent.cli.cache import cache_folder
from snn_agent.cli.options import add_json
from snn_agent.errors import SnnAgentError

__all__ = ['EXAMPLE', 'Finding', 'HELP', 'add_arguments', 'examine', 'run']

HELP = 'Say what is installed, what works, and what to do about what does not.'
EXAMPLE = 'snn-agent doctor\nsnn-agent doctor --json'

SHARED_MEMORY = Path('/dev/shm')
SHARED_MEMORY_BYTES = 32 << 20
"""Room for a demo's nodes: the middleware takes about half a megabyte per process and more
for images in flight."""

@dataclass(frozen=True, slots=True)
class Finding:
    """
    Hold the outcome of one check.

    :param name: what was looked at.
    :param is_present: whether it is there and works.
    :param detail: version, path or number; the reason where it does not work.
    :param advice: what to do if it is wanted; empty if nothing.
    :param is_core: whether the package cannot work without it.
    """

    name: str
    is_present: bool
    detail: str
    advice: str = ''
    is_core: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Examine and print; 0 if the core works, 1 otherwise."""
    findings = examine()
    is_working = all(finding.is_present for finding in findings if finding.is_core)
    if arguments.json:
        print(json.dumps(
            {'core_works': is_working, 'findings': [asdict(f) for f in findings]}, indent=2))
    else:
        _print(findings, is_working)
    return 0 if is_working else 1


def examine() -> list[Finding]:
    """Make every check, in the order of the report."""
    findings = [_python(), *(_package(*row) for row in _CORE_PACKAGES), _compiling(), _cache()]
    findings += _ros()
    findings += [_package(*row) for row in _OPTIONAL_PACKAGES]
    return findings + [check() for check in _MACHINE_CHECKS]


def _python() -> Finding:
    version = '.'.join(map(str, sys.version_info[:3]))
    return Finding(
        'Python', sys.version_info >= (3, 10), f'{version} ({sys.executable})',
        'install Python 3.10 or newer', is_core=True)


def _package(title: str, distributions: str, module: str, use: str, is_core: bool) -> Finding:
    """Import a package in a process of its own and say its version."""
    probe = _probe('-c', f'import {module} as m; print(getattr(m, "__version__", ""))')
    advice = '' if is_core else f'for {use}: '
    return Finding(
        title, probe.returncode == 0, probe.stdout.strip() or _last_line(probe.stderr),
        f'{advice}pip install {distributions.split()[0]}', is_core)


def _compiling() -> Finding:
    """Compile a function and look whether the next process will find it."""
    advice = 'make the folder of the package or NUMBA_CACHE_DIR writable'
    probe = _probe('-c', 'from snn_agent.cli import doctor; print(doctor.compile_once())')
    return Finding(
        'compiled code is kept', probe.returncode == 0,
        probe.stdout.strip() or _last_line(probe.stderr), advice, is_core=True)


def compile_once() -> str:
    """
    Compile a function with numba's cache and return the folder of the cache.

    :raises RuntimeError: if numba finds no folder that it may write to.
    """
    from numba import njit

    def add_one(number: int) -> int:
        return number + 1

    compiled = njit(cache=True)(add_one)
    compiled(1)
    return str(compiled.stats.cache_path)


def _cache() -> Finding:
    folder = cache_folder()
    advice = f'make {folder} writable, or set XDG_CACHE_HOME to a folder that is'
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Finding('cache folder', False, str(error), advice, is_core=True)
    return Finding('cache folder', True, str(folder), is_core=True)


def _ros() -> list[Finding]:
    """Start rclpy once and look at the middleware and every message package."""
    advice = ("with a ROS 2 distribution: source its setup.bash; without: pip install "
              "'snn_agent[ros]' (x86-64 Linux)")
    probe = _probe('-m', 'snn_agent.nodes.installation')
    if probe.returncode != 0:
        reason = _last_line(probe.stderr) or f'exit code {probe.returncode}'
        if probe.returncode == 102:
            advice = 'unset RMW_IMPLEMENTATION, or install the middleware that it names'
        return [Finding('rclpy', False, reason, f'for the nodes: {advice}')]
    found = json.loads(probe.stdout.splitlines()[-1])
    states = found['messages']
    vision = states.pop('vision_msgs')
    wrong = [reason for reason in states.values() if reason]
    return [
        Finding('rclpy', True, f'{_version("rclpy")}, {found["middleware"]}'.lstrip(', ')),
        Finding(
            'messages', not wrong, '; '.join(wrong) or ', '.join(states),
            f'for the nodes: {advice}'),
        Finding('vision_msgs', not vision, vision or 'the agent publishes ~/classification',
                'for the topic ~/classification: install it from your ROS 2 distribution')]


def _data() -> Finding:
    from snn_agent.datasets import available_datasets
    from snn_agent.datasets import data_root

    advice = 'for MNIST and battery curves: set SNN_AGENT_DATA to the folder that holds mnist/'
    try:
        root = data_root()
        names = ', '.join(available_datasets())
    except SnnAgentError as error:
        return Finding('data folder', False, str(error), advice)
    return Finding('data folder', root is not None, f'{root or "none"}; usable: {names}', advice)


def _profiles() -> Finding:
    from snn_agent.energy import profile_names

    names = ', '.join(profile_names())
    return Finding('device profiles', bool(names), names or 'none', 'install the package again')


def _power_meter() -> Finding:
    from snn_agent.energy import rapl_status
    from snn_agent.energy import RaplMeter

    return Finding('power meter', RaplMeter.find() is not None, rapl_status())


def _shared_memory() -> Finding:
    if not SHARED_MEMORY.is_dir():
        return Finding('shared memory', False, f'there is no {SHARED_MEMORY}', 'mount a tmpfs')
    free = shutil.disk_usage(SHARED_MEMORY).free
    return Finding(
        'shared memory', free >= SHARED_MEMORY_BYTES, f'{free >> 20} MiB free',
        f'for the nodes: remove old {SHARED_MEMORY}/fastdds_* files of nodes that were killed; '
        'in a container: --shm-size=256m')


def _compiler() -> Finding:
    path = shutil.which('cc') or shutil.which('gcc')
    return Finding(
        'C compiler', path is not None, path or 'no cc and no gcc',
        'needed only where a Python package has no ready wheel: apt install build-essential')


def _probe(*words: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these options in a new process; what it prints is the finding."""
    try:
        return subprocess.run(
            [sys.executable, *words], capture_output=True, text=True, timeout=60,
            env={**os.environ, 'ROS_AUTOMATIC_DISCOVERY_RANGE': 'LOCALHOST'})
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess([], 1, '', 'no answer within 60 s')


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ''


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else ''


def _print(findings: list[Finding], is_working: bool) -> None:
    """Print a line for each finding, and what to do below those that are absent."""
    console = Console()
    for finding in findings:
        word, colour = ('present', 'green') if finding.is_present else (
            ('absent', 'red') if finding.is_core else ('absent', 'yellow'))
        console.print(
            f'[{colour}]{word:<8}[/{colour}] {finding.name:<22} {escape(finding.detail)}',
            highlight=False, soft_wrap=True)
        if not finding.is_present and finding.advice:
            console.print(f'{"":<8} -> {escape(finding.advice)}', highlight=False, soft_wrap=True)
    console.print('The core works.' if is_working else 'The core does not work.', highlight=False)


_CORE_PACKAGES = (
    ('numpy', 'numpy', 'numpy', '', True),
    ('numba', 'numba', 'numba', '', True),
    ('OpenCV', 'opencv-python-headless', 'cv2', '', True),
    ('PyYAML', 'PyYAML', 'yaml', '', True),
)
_OPTIONAL_PACKAGES = (
    ('scikit-learn', 'scikit-learn', 'sklearn', 'the data set digits', False),
    ('matplotlib', 'matplotlib', 'matplotlib', 'the picture of the demo', False),
    ('Optuna', 'optuna', 'optuna', 'studies of timesteps (explore without a model)', False),
    ('joblib', 'joblib', 'joblib', 'studies on several cores', False),
    ('Dask', 'distributed', 'distributed', 'studies on a cluster', False),
    ('torch', 'torch', 'torch', 'training with gradients', False),
)
_MACHINE_CHECKS: tuple[Callable[[], Finding], ...] = (
    _data, _profiles, _power_meter, _shared_memory, _compiler)
