# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
How a node's parameters are specified: once, as the fields of its settings dataclass.

A settings class looks like this, and everything else is derived from it: the declaration and
its descriptors (:mod:`snn_agent.nodes.parameters`), the check of the YAML file and the table in
the README::

    @dataclass(frozen=True)
    class ProbeSettings(Settings):
        rate_hz: float = parameter(
            'rate_hz', 30.0, 'Images per second.', unit='Hz', bounds=(0.1, 1000.0))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from typing import Any
from typing import TypeVar

from snn_agent.errors import ConfigurationError

__all__ = [
    'AT_CONFIGURE',
    'AT_START',
    'LIVE',
    'ParameterSpec',
    'ParameterValue',
    'Settings',
    'check_values',
    'parameter',
    'render_markdown',
]

ParameterValue = bool | int | float | str
SettingsType = TypeVar('SettingsType', bound='Settings')

AT_START = 'at start'
"""The parameter is read once, when the node starts (declared read-only)."""
AT_CONFIGURE = 'while unconfigured'
"""The parameter of a lifecycle node is read in every configure transition."""
LIVE = 'at any time'
"""The parameter takes effect as soon as it is set."""


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """
    Describe one ROS parameter.

    :param name: dotted name, as in the YAML file.
    :param default: default value; its type (bool, int, float or str) is the parameter's type.
    :param description: one or more sentences, without the unit.
    :param unit: unit of the value; empty for none.
    :param bounds: smallest and largest legal number, both included; None for no numbers.
    :param choices: legal strings; empty for any.
    :param change: when it may be changed: AT_START, AT_CONFIGURE or LIVE.
    """

    name: str
    default: ParameterValue
    description: str
    unit: str = ''
    bounds: tuple[float, float] | None = None
    choices: tuple[str, ...] = ()
    change: str = AT_START

    @property
    def type_name(self) -> str:
        """Return the type in the words of ROS: bool, int, double or string."""
        return {bool: 'bool', int: 'int', float: 'double', str: 'string'}[type(self.default)]

    @property
    def limits(self) -> str:
        """Return the legal values in words; empty if every value of the type is legal."""
        unit = f' {self.unit}' if self.unit else ''
        if self.bounds is not None:
            return f'{self.bounds[0]:.10g} to {self.bounds[1]:.10g}{unit}'
        return ' | '.join(repr(choice) for choice in self.choices)

    def check(self, value: ParameterValue) -> None:
        """
        Accept a value or raise.

        :raises ConfigurationError: if the type or the value is wrong.
        """
        if type(value) is not type(self.default):
            raise ConfigurationError(self.name, value, f'a value of type {self.type_name}')
        if self.bounds is not None:
            low, high = self.bounds
            if not low <= float(value) <= high:
                raise ConfigurationError(self.name, value, self.limits)
        if self.choices and value not in self.choices:
            raise ConfigurationError(self.name, value, f'one of {self.limits}')


def parameter(name: str, default: ParameterValue, description: str, **options: Any) -> Any:
    """
    Return a dataclass field that is a ROS parameter.

    :param name: dotted name of the parameter.
    :param default: default value.
    :param description: what it is for.
    :param options: unit, bounds, choices and change of :class:`ParameterSpec`.
    """
    spec = ParameterSpec(name, default, description, **options)
    spec.check(default)
    return field(default=default, metadata={'spec': spec})


@dataclass(frozen=True)
class Settings:
    """
    Base of the settings classes: checks every field against its specification.

    :raises ConfigurationError: on construction, if a value is out of its limits.
    """

    def __post_init__(self) -> None:
        """Check every value, then the rules between values."""
        for field_name, spec in self.specs().items():
            spec.check(getattr(self, field_name))
        self.check_together()

    def check_together(self) -> None:
        """Check rules that involve more than one value; the base class has none."""

    @classmethod
    def specs(cls) -> dict[str, ParameterSpec]:
        """Return the specifications by field name, in the order of the fields."""
        return {f.name: f.metadata['spec'] for f in fields(cls) if 'spec' in f.metadata}

    @classmethod
    def from_values(
        cls: type[SettingsType], values: Mapping[str, ParameterValue]
    ) -> SettingsType:
        """
        Build from values by parameter name; what is missing keeps its default.

        :raises ConfigurationError: on an unknown name or a wrong value.
        """
        field_names = {spec.name: field_name for field_name, spec in cls.specs().items()}
        for name, value in values.items():
            if name not in field_names:
                raise ConfigurationError(name, value, f'one of {sorted(field_names)}')
        return cls(**{field_names[name]: value for name, value in values.items()})


def check_values(settings: type[Settings], values: Mapping[str, Any]) -> list[str]:
    """
    Compare the section of a YAML file with a settings class, both ways.

    :param settings: the settings class of the node.
    :param values: the ``ros__parameters`` of the file, nested or dotted.
    :return: one sentence for each problem; empty when the file is complete and right.
    """
    found = _flattened(values)
    problems = []
    for spec in settings.specs().values():
        if spec.name not in found:
            problems.append(f'{spec.name}: missing')
            continue
        try:
            spec.check(found.pop(spec.name))
        except ConfigurationError as error:
            problems.append(str(error))
    return problems + [f'{name}: not a parameter of {settings.__name__}' for name in found]


def render_markdown(settings: type[Settings]) -> str:
    """Return the parameters of a settings class as a Markdown table for the README."""
    rows = ['| parameter | type | default | limits | may change | meaning |',
            '|---|---|---|---|---|---|']
    for spec in settings.specs().values():
        default = f'`{spec.default!r}`'.replace('`True`', '`true`').replace('`False`', '`false`')
        limits = (spec.limits or spec.unit).replace('|', '\\|')
        rows.append(f'| `{spec.name}` | {spec.type_name} | {default} | {limits} | {spec.change} '
                    f'| {spec.description} |')
    return '\n'.join(rows) + '\n'


def _flattened(values: Mapping[str, Any], prefix: str = '') -> dict[str, Any]:
    """Return nested mappings as one mapping with dotted names."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            flat.update(_flattened(value, f'{prefix}{name}.'))
        else:
            flat[f'{prefix}{name}'] = value
    return flat
