# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The samples of a data set, one after the other, as often as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from snn_agent.datasets import default_dataset
from snn_agent.datasets import load_dataset

__all__ = ['sample_stream']


def sample_stream(name: str, split: str, seed: int) -> Iterator[tuple[NDArray[np.uint8], str]]:
    """
    Yield images with the names of their classes, without end, every pass in another order.

    :param name: data set; empty for the one that is used where none is named.
    :param split: ``train`` or ``test``.
    :param seed: seed of the orders.
    :return: iterator of (uint8[height, width], class name).
    :raises DataError: at once, if the data set cannot be used.
    """
    dataset = load_dataset(name or default_dataset(), split)

    def samples() -> Iterator[tuple[NDArray[np.uint8], str]]:
        epoch = 0
        while True:
            for k in np.random.default_rng((seed, epoch)).permutation(len(dataset)):
                yield dataset.images[k], dataset.class_names[dataset.labels[k]]
            epoch += 1

    return samples()
