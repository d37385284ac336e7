# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The data that belongs to a model, for the commands that take one."""

from __future__ import annotations

from snn_agent.datasets import ImageDataset
from snn_agent.datasets import load_dataset
from snn_agent.engine import Model
from snn_agent.errors import DataError

__all__ = ['data_of']


def data_of(model: Model, split: str, asked: str | None) -> ImageDataset:
    """
    Load a split of the data set that trained a model, or of another one.

    :param split: ``train`` or ``test``.
    :param asked: the data set that the user named, None for the model's own.
    :raises DataError: if the model does not say which that is, or it cannot be loaded.
    """
    name = asked or model.provenance.get('dataset')
    if not isinstance(name, str):
        raise DataError('model', 'does not say which data set trained it: give --dataset')
    return load_dataset(name, split)
