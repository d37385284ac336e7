# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Fewer timesteps, off line: enhanced parameters and operating points."""

from snn_agent.timestep.explore import DEFAULT_TIMESTEPS
from snn_agent.timestep.explore import explore
from snn_agent.timestep.explore import work
from snn_agent.timestep.measure import measure

__all__ = ['DEFAULT_TIMESTEPS', 'explore', 'measure', 'work']
