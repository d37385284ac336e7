# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Errors say the same in every process."""

from __future__ import annotations

import pickle

import pytest

from snn_agent.errors import ConfigurationError
from snn_agent.errors import DataError
from snn_agent.errors import InputError
from snn_agent.errors import ModelFormatError
from snn_agent.errors import SnnAgentError


@pytest.mark.parametrize('error', [
    ConfigurationError('timesteps', 0, '1 to 350'), DataError('mnist', 'is missing'),
    InputError('encoding', 'yuv', 'mono8'), ModelFormatError('a.npz', 'is damaged'),
    SnnAgentError('something')])
def test_error_survives_pickling(error):
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert (str(copy), copy.args, vars(copy)) == (str(error), error.args, vars(error))
