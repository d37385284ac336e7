# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What one operation costs on one device, with the source of every number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
import math
from pathlib import Path
from typing import Any

from snn_agent.energy.constant import Constant
from snn_agent.energy.constant import read_constant
from snn_agent.energy.constant import read_yaml
from snn_agent.engine.counts import COUNT_NAMES
from snn_agent.errors import ConfigurationError

__all__ = ['DeviceProfile', 'load_profile', 'profile_names']

_FOLDER = Path(__file__).resolve().parents[1] / 'config' / 'devices'
_PROCESSOR = {
    'clock_hz': 'Hz',
    'current_ua_per_mhz': 'uA/MHz',
    'supply_v': 'V',
    'idle_current_ua': 'uA',
}
_OPTIONAL = {'idle_current_ua'}
_KEYS = {
    'processor': {'title', 'kind', 'core', *_PROCESSOR},
    'operations': {'title', 'kind', 'energy_pj'},
}


@dataclass(frozen=True, slots=True)
class DeviceProfile:
    """
    Hold what every counted operation costs on one device.

    The kinds of OpCounts are disjoint: an arithmetic kind costs its arithmetic only, an
    access kind its access only. Where a published figure covers several kinds at once, the
    file gives it to one of them and 0 to the others, and says so: nothing counts twice.

    :param name: name of the profile, for example ``stm32l452``.
    :param title: one line for people.
    :param energy_j: joules per operation by name of the count; every count has an entry.
    :param cycles: clock cycles per operation by name of the count; empty where the profile
        has no clock.
    :param clock_hz: clock frequency in Hz, NaN where the profile has none.
    :param idle_power_w: power while waiting for the next sample in W, NaN if unknown. It is
        in no modelled energy per sample.
    :param constants: every number as the file gives it, by its key in the file.
    """

    name: str
    title: str
    energy_j: Mapping[str, float]
    cycles: Mapping[str, float] = field(default_factory=dict)
    clock_hz: float = math.nan
    idle_power_w: float = math.nan
    constants: Mapping[str, Constant] = field(default_factory=dict)

    @property
    def is_verified(self) -> bool:
        """Return True if every number of the profile was compared with its source."""
        return all(constant.verified for constant in self.constants.values())


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles that come with the package, sorted."""
    names = (path.stem for path in _FOLDER.glob('*.yaml'))
    return tuple(sorted(name for name in names if not name.startswith('_')))


def load_profile(name: str | Path) -> DeviceProfile:
    """
    Load a profile.

    :param name: one of profile_names(), or the path of a YAML file of the same form (its
        name must end in ``.yaml``); ``core`` is looked up beside the file, then among
        the package's own.
    :raises ConfigurationError: if the name is unknown, or the file is not a profile.
    """
    path = Path(name)
    if path.suffix != '.yaml':
        if name not in profile_names():
            raise ConfigurationError('device profile', str(name),
                                     f'one of {", ".join(profile_names())}, '
                                     'or the path of a .yaml file')
        path = _FOLDER / f'{name}.yaml'
    content = read_yaml(path)
    kind = content.get('kind')
    if not isinstance(kind, str) or kind not in _KEYS:
        raise ConfigurationError(f'{path}: kind', kind, 'processor or operations')
    _check_keys(path, content, _KEYS[kind])
    title = content['title']
    if not isinstance(title, str) or not title.strip():
        raise ConfigurationError(f'{path}: title', title, 'one line of text')
    if kind == 'processor':
        return _processor(path, content)
    constants = _per_operation(path, 'energy_pj', content['energy_pj'], 'pJ')
    energy = {count: constants[f'energy_pj.{count}'].value * 1e-12 for count in COUNT_NAMES}
    return DeviceProfile(path.stem, title, energy, constants=constants)


def _processor(path: Path, content: dict[str, Any]) -> DeviceProfile:
    """Build a profile from cycles: energy per cycle = current per frequency x voltage."""
    constants = {
        key: read_constant(content[key], unit, f'{path}: {key}')
        for key, unit in _PROCESSOR.items() if key in content}
    cycle_constants = _load_cycles(path, content['core'])
    cycles = {count: cycle_constants[f'cycles.{count}'].value for count in COUNT_NAMES}
    supply_v = constants['supply_v'].value
    clock_hz = constants['clock_hz'].value
    if not clock_hz > 0:
        raise ConfigurationError(f'{path}: clock_hz.value', clock_hz, 'more than 0 Hz')
    per_cycle_j = constants['current_ua_per_mhz'].value * 1e-12 * supply_v
    idle = constants.get('idle_current_ua')
    return DeviceProfile(
        path.stem, content['title'],
        {count: number * per_cycle_j for count, number in cycles.items()},
        cycles, clock_hz,
        math.nan if idle is None else idle.value * 1e-6 * supply_v,
        {**constants, **cycle_constants})


def _load_cycles(path: Path, core: Any) -> dict[str, Constant]:
    """Read the cycles per operation of a processor core."""
    if not isinstance(core, str) or Path(core).name != core:
        raise ConfigurationError(f'{path}: core', core, 'the name of a core file without .yaml')
    own = path.parent / f'{core}.yaml'
    core_path = own if own.is_file() else _FOLDER / f'{core}.yaml'
    content = read_yaml(core_path)
    _check_keys(core_path, content, {'title', 'cycles'})
    return _per_operation(core_path, 'cycles', content['cycles'], 'cycles')


def _per_operation(path: Path, key: str, table: Any, unit: str) -> dict[str, Constant]:
    """Read a table that must have every count: an operation is free only when it says 0."""
    if not isinstance(table, Mapping) or set(table) != set(COUNT_NAMES):
        found = set(table) if isinstance(table, Mapping) else set()
        differing = sorted(str(count) for count in found ^ set(COUNT_NAMES))
        raise ConfigurationError(f'{path}: {key}', differing,
                                 'exactly one entry for every operation count: '
                                 f'{", ".join(COUNT_NAMES)}')
    return {
        f'{key}.{count}': read_constant(table[count], unit, f'{path}: {key}.{count}')
        for count in COUNT_NAMES}


def _check_keys(path: Path, content: dict[str, Any], known: set[str]) -> None:
    missing, unknown = known - _OPTIONAL - set(content), set(content) - known
    if missing or unknown:
        raise ConfigurationError(str(path), sorted(map(str, content)),
                                 f'the keys {", ".join(sorted(known))}')
