# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
The exceptions of the package, one shallow tree.

::

    SnnAgentError
    ├── ConfigurationError (ValueError)   a parameter, option or argument is wrong
    ├── ModelFormatError (ValueError)     a model file is unknown, broken or of another version
    ├── DataError (ValueError)            a data set is missing, damaged or empty
    └── InputError (ValueError)           one sensor sample cannot be used

A caller that shows an error to a person prints ``str(error)`` and nothing else: every
message names the value, what was expected, and where there is one, what to do.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    'SnnAgentError',
    'ConfigurationError',
    'ModelFormatError',
    'DataError',
    'InputError',
]


class SnnAgentError(Exception):
    """Base of every error that this package raises on purpose; it survives pickling."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how to build a copy in another process."""
        return type(self).__new__, (type(self), *self.args), self.__dict__


class ConfigurationError(SnnAgentError, ValueError):
    """
    A parameter, command-line option or constructor argument is out of its limits.

    :param name: what was set, as the user wrote it.
    :param value: the value that was refused.
    :param expected: what would be accepted, in words with numbers and units.
    """

    def __init__(self, name: str, value: object, expected: str) -> None:
        self.name = name
        self.value = value
        self.expected = expected
        super().__init__(f'{name}: got {value!r}, expected {expected}')


class ModelFormatError(SnnAgentError, ValueError):
    """
    A model file cannot be used.

    :param path: the file.
    :param reason: what is wrong with it, with value and limit.
    """

    def __init__(self, path: object, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f'{path}: {reason}')


class DataError(SnnAgentError, ValueError):
    """
    A data set cannot be used.

    :param name: the data set or file.
    :param reason: what is wrong and what to do about it.
    """

    def __init__(self, name: object, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f'{name}: {reason}')


class InputError(SnnAgentError, ValueError):
    """
    One sensor sample cannot be used: it is counted and dropped, the node goes on.

    :param name: the property that is wrong, for example ``encoding``.
    :param value: the value found.
    :param expected: what would be accepted.
    """

    def __init__(self, name: str, value: object, expected: str) -> None:
        self.name = name
        self.value = value
        self.expected = expected
        super().__init__(f'{name}: got {value!r}, expected {expected}')
