# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The engine as a process: memory over many samples, threads, and a start without compiling."""

from __future__ import annotations

import gc
import json
import os
from pathlib import Path
import subprocess
import sys

import numpy as np
import pytest

from snn_agent.encoding import SpikeTrain
from snn_agent.engine import Engine

SAMPLES = 20_000
GROWTH_BYTES = 4 * 2**20
"""200 bytes per sample; one Result kept per sample would be about 12 MB. The allocator itself
takes up to about 2 MB in steps."""


def resident_bytes() -> int:
    """Return the memory of this process that is in use."""
    pages = int(Path('/proc/self/statm').read_text().split()[1])
    return pages * os.sysconf('SC_PAGE_SIZE')


@pytest.mark.skipif(not Path('/proc/self/statm').exists(), reason='needs /proc')
def test_memory_does_not_grow_over_20000_samples(hand_model):
    engine = Engine(hand_model)
    values = np.full(12, 255, np.uint8)

    def run(samples):
        for sample in samples:
            engine.run(values, sample=sample, learn=sample % 2 == 0)
            engine.teach('x')
            if sample % 1000 == 0:
                engine.set_point(hand_model.full_point)
                engine.learned_model()
        gc.collect()

    run(range(2000))
    before = resident_bytes()
    run(range(SAMPLES))
    assert resident_bytes() - before < GROWTH_BYTES


SECOND_START = """
import json
import os
import sys
import time
start = time.perf_counter()
from snn_agent.encoding import SpikeTrain
from snn_agent.engine import Engine
from snn_agent.engine import kernel
from snn_agent.engine import Model
import numpy as np
model = Model.load(sys.argv[1])
engine = Engine(model)
engine.warm_up()
seconds = time.perf_counter() - start
for sample in range(200):
    engine.run(np.full(model.n_inputs, 255, np.uint8), sample=sample, learn=sample % 2 == 0)
spikes = SpikeTrain.from_dense(np.ones((40, model.n_inputs), bool), model.encoding.dt_s)
engine.run_spikes(spikes)
functions = (kernel.run_rate_coded, kernel.run_spike_train)
print(json.dumps({
    'hits': [sum(function.stats.cache_hits.values()) for function in functions],
    'misses': [sum(function.stats.cache_misses.values()) for function in functions],
    'threads': len(os.listdir('/proc/self/task')), 'seconds': seconds}))
"""


@pytest.mark.skipif(not Path('/proc/self/task').exists(), reason='needs /proc')
def test_second_process_compiles_nothing_and_stays_on_one_thread(hand_model, tmp_path):
    # This process compiled, or loaded, the kernels; what it left must be enough for the next.
    engine = Engine(hand_model)
    engine.warm_up()
    engine.run_spikes(SpikeTrain.from_dense(np.ones((40, 12), bool), 0.001))
    hand_model.save(tmp_path / 'model.npz')
    # numpy's own linear algebra starts threads when it is imported, unless told not to.
    environment = {**os.environ, 'OPENBLAS_NUM_THREADS': '1', 'OMP_NUM_THREADS': '1'}
    second = subprocess.run(
        [sys.executable, '-c', SECOND_START, str(tmp_path / 'model.npz')], env=environment,
        capture_output=True, text=True, timeout=100)
    assert second.returncode == 0, second.stderr
    found = json.loads(second.stdout)
    assert found['misses'] == [0, 0]
    assert found['hits'] == [1, 1]
    assert found['threads'] == 1
    # Loading takes 1 s on a quiet machine, compiling 10 s: the statistics above decide, this
    # bound catches what they do not see.
    assert found['seconds'] < 8

