# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What a configured agent keeps between images: the engine, its point, the waiting hints."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray

from snn_agent.engine import Engine
from snn_agent.engine import Model
from snn_agent.engine import OperatingPoint
from snn_agent.engine import Result

__all__ = ['Session']


class Session:
    """
    Classify one image after the other, and learn from them when learning is on.

    A label hint names the class of an image by the image's time stamp. It may come before its
    image (it waits for it) or after it, as long as the image is among the last few. Hints are
    used only while learning is on.

    :param model: what to run.
    :param seed: seed of the spike encoding.
    :param timesteps: operating point to start with; 0 for the one with the most timesteps.
    :param is_learning: whether weights and labels may change.
    :param hints_window: hints that wait for their image, and images that wait for their hint,
        at most.
    :raises ConfigurationError: if the model has no such operating point.
    """

    def __init__(
        self,
        model: Model,
        *,
        seed: int = 0,
        timesteps: int = 0,
        is_learning: bool = False,
        hints_window: int = 32,
    ) -> None:
        self.model = model
        self.is_learning = is_learning
        self.samples = 0
        self.learned_samples = 0
        self.changes = 0
        self.hints_used = 0
        self.hints_dropped = 0
        self._hints: OrderedDict[int, str] = OrderedDict()
        self._window = hints_window
        self._recent: OrderedDict[int, NDArray[np.int32]] = OrderedDict()
        self._engine = Engine(model, seed=seed)
        self.set_timesteps(timesteps or model.full_point.timesteps)
        self._engine.warm_up()

    def set_timesteps(self, timesteps: int) -> None:
        """
        Choose an operating point; it is in force from the next image on.

        :raises ConfigurationError: if the model has none with so many timesteps.
        """
        self._engine.set_point(self.model.point(timesteps))

    @property
    def point(self) -> OperatingPoint:
        """Return the operating point in force."""
        return self._engine.point

    def classify(self, grey: NDArray[np.uint8], stamp_ns: int) -> Result:
        """
        Run the network on one image.

        :param grey: uint8[height, width] in the model's input shape.
        :param stamp_ns: time stamp of the image.
        """
        result = self._engine.run(grey, sample=self.samples, learn=self.is_learning)
        self.samples += 1
        if not self.is_learning:
            return result
        self.learned_samples += 1
        self.changes += 1
        label = self._hints.pop(stamp_ns, None)
        if label is not None:
            self._engine.teach(label)
            self.hints_used += 1
        else:
            self._recent[stamp_ns] = self._engine.output_spikes
            if len(self._recent) > self._window:
                self._recent.popitem(last=False)
        return result

    def hint(self, label: str, stamp_ns: int) -> None:
        """
        Take the class of an image.

        :param label: class name; an unknown one is counted and dropped.
        :param stamp_ns: time stamp of the image; 0 for the newest one.
        """
        if not self.is_learning:
            return
        if stamp_ns == 0:
            stamp_ns = next(reversed(self._recent), -1)
        if label not in self.model.labels or stamp_ns < 0:
            self.hints_dropped += 1
        elif stamp_ns in self._recent:
            self._engine.credit(self._recent.pop(stamp_ns), label)
            self.hints_used += 1
            self.changes += 1
        else:
            self._hints[stamp_ns] = label
            if len(self._hints) > self._window:
                self._hints.popitem(last=False)
                self.hints_dropped += 1

    def learned_model(self) -> Model:
        """Return a snapshot of the model with what was learned."""
        return self._engine.learned_model()
