# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Packages that only studies need: they are imported where they are used."""

from __future__ import annotations

import importlib
from typing import Any

from snn_agent.errors import ConfigurationError

__all__ = ['require']


def require(package: str, use: str) -> Any:
    """
    Import a package of the extra ``explore``.

    :param package: distributed, joblib, matplotlib or optuna.
    :param use: what needs it, as the user wrote it.
    :raises ConfigurationError: if it is not installed; the message says how to install it.
    """
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            use, f'no Python package {package!r}',
            f"it to be installed: pip install {package}, or 'snn_agent[explore]'") from error
