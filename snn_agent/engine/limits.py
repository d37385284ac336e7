# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Checks of the fields of plain-data classes."""

from __future__ import annotations

from snn_agent.errors import ConfigurationError

__all__ = ['require_not_negative', 'require_positive', 'require_ratio']


def require_positive(owner: object, *names: str) -> None:
    """Raise ConfigurationError unless every named field is finite and above 0."""
    for name in names:
        _require(owner, name, 0 < getattr(owner, name) < float('inf'), 'a finite number above 0')


def require_not_negative(owner: object, *names: str) -> None:
    """Raise ConfigurationError unless every named field is finite and 0 or more."""
    for name in names:
        _require(
            owner, name, 0 <= getattr(owner, name) < float('inf'), 'a finite number, 0 or more')


def require_ratio(owner: object, *names: str) -> None:
    """Raise ConfigurationError unless every named field is 0 to 1."""
    for name in names:
        _require(owner, name, 0 <= getattr(owner, name) <= 1, 'a number, 0 to 1')


def _require(owner: object, name: str, holds: bool, expected: str) -> None:
    if not holds:
        raise ConfigurationError(
            f'{type(owner).__name__}.{name}', getattr(owner, name), expected)
