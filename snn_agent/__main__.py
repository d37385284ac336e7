# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Make ``python -m snn_agent`` the same as ``snn-agent``."""

from __future__ import annotations

import sys

from snn_agent.cli.main import main

if __name__ == '__main__':
    sys.exit(main())
