# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The data sets: images with labels behind one interface, and real battery curves."""

from __future__ import annotations

from snn_agent.datasets.catalogue import available_datasets
from snn_agent.datasets.catalogue import DATASET_NAMES
from snn_agent.datasets.catalogue import default_dataset
from snn_agent.datasets.catalogue import load_dataset
from snn_agent.datasets.image_dataset import ImageDataset
from snn_agent.datasets.root import data_root

__all__ = [
    'DATASET_NAMES',
    'ImageDataset',
    'available_datasets',
    'data_root',
    'default_dataset',
    'load_dataset',
]
