# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Off-line training of models."""

from snn_agent.training.recipe import default_spec
from snn_agent.training.recipe import RULES
from snn_agent.training.unsupervised import enough_epochs
from snn_agent.training.unsupervised import FULL_TIMESTEPS
from snn_agent.training.unsupervised import respond
from snn_agent.training.unsupervised import train
from snn_agent.training.unsupervised import untrained_model

__all__ = [
    'FULL_TIMESTEPS', 'RULES', 'default_spec', 'enough_epochs', 'respond', 'train',
    'untrained_model']
