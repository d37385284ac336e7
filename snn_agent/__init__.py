# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Spiking neural networks for ROS 2 robots, with timesteps that follow the battery."""

__version__ = '0.1.0'
