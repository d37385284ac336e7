# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The command line: one file per command, no logic of its own."""

from __future__ import annotations

__all__: list[str] = []
