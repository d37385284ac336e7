# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Spiking networks: what they are, how they run, how they learn, how they are stored."""

from snn_agent.engine.counts import OpCounts
from snn_agent.engine.engine import Engine
from snn_agent.engine.model import Model
from snn_agent.engine.operating_point import Measurement
from snn_agent.engine.operating_point import OperatingPoint
from snn_agent.engine.result import Result
from snn_agent.engine.spec import Dense
from snn_agent.engine.spec import LateralInhibition
from snn_agent.engine.spec import Lif
from snn_agent.engine.spec import NetworkSpec
from snn_agent.engine.spec import PairStdp
from snn_agent.engine.spec import WindowedStdp

__all__ = [
    'Dense',
    'Engine',
    'LateralInhibition',
    'Lif',
    'Measurement',
    'Model',
    'NetworkSpec',
    'OpCounts',
    'OperatingPoint',
    'PairStdp',
    'Result',
    'WindowedStdp',
]
