# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""One published or estimated number together with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
import math
from pathlib import Path
from typing import Any

import yaml

from snn_agent.errors import ConfigurationError

__all__ = ['Constant', 'read_constant', 'read_yaml']

_FIELDS = {'value', 'source', 'verified'}


@dataclass(frozen=True, slots=True)
class Constant:
    """
    Hold a number of a YAML file as it is written there.

    :param value: the number, finite.
    :param unit: its unit.
    :param source: who published it, or how it was estimated.
    :param verified: True if it was compared with a second record of its source; False for
        an estimate or a number that still waits for that.
    """

    value: float
    unit: str
    source: str
    verified: bool


def read_constant(entry: Any, unit: str, where: str, minimum: float = 0.0) -> Constant:
    """
    Check one entry ``{value: ..., source: ..., verified: ...}``.

    :param entry: what the YAML file holds.
    :param unit: unit of the value.
    :param where: file and key, for the message.
    :param minimum: lowest value that is accepted.
    :raises ConfigurationError: if a field is missing, unknown or out of its limits.
    """
    if not isinstance(entry, Mapping) or set(entry) != _FIELDS:
        raise ConfigurationError(where, entry, 'exactly the keys value, source and verified')
    value, source, verified = entry['value'], entry['source'], entry['verified']
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or value < minimum:
        raise ConfigurationError(f'{where}.value', value,
                                 f'a finite number of {unit}, {minimum:g} or more')
    if not isinstance(source, str) or not source.strip():
        raise ConfigurationError(f'{where}.source', source, 'where the number comes from')
    if not isinstance(verified, bool):
        raise ConfigurationError(f'{where}.verified', verified, 'true or false')
    return Constant(float(value), unit, ' '.join(source.split()), verified)


def read_yaml(path: Path) -> dict[str, Any]:
    """
    Read a YAML file whose top level is a mapping.

    :raises ConfigurationError: if it cannot be read or is something else.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding='utf-8'))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError('file', str(path), f'a readable YAML file ({error})') from error
    if not isinstance(content, dict):
        raise ConfigurationError(str(path), content, 'a mapping of keys to values')
    return content
