# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Values become spikes."""

from snn_agent.encoding.rate import RateEncoding
from snn_agent.encoding.schemes import encode
from snn_agent.encoding.spike_train import SpikeTrain

__all__ = ['RateEncoding', 'SpikeTrain', 'encode']
