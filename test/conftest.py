# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What tests of several rooms share: a quiet ROS domain, running nodes, a small real model."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import replace
import gc
import os
from pathlib import Path
import signal
import time

import numpy as np
import pytest

PATIENCE_S = 30.0
"""Discovery takes up to several seconds in some starts, compiling takes longer."""


def pytest_configure(config):
    """Keep the ROS of the tests away from everything else, before any module imports it."""
    from snn_agent.cli.supervisor import free_domain_id
    os.environ['ROS_DOMAIN_ID'] = str(free_domain_id())
    os.environ['ROS_AUTOMATIC_DISCOVERY_RANGE'] = 'LOCALHOST'
    os.environ['ROS_PYTHON_CHECK_FIELDS'] = '1'
    os.environ.pop('RMW_IMPLEMENTATION', None)
    # a background job of a shell hands an ignored SIGINT on to all its children
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_report_header(config):
    """Say where to listen in."""
    return f'ROS_DOMAIN_ID: {os.environ["ROS_DOMAIN_ID"]}'


@pytest.fixture(scope='session', autouse=True)
def compiled_kernels():
    """Compile the kernels once, in a fresh clone, and not in many processes at the same time."""
    from snn_agent.datasets import load_dataset
    from snn_agent.engine import Engine
    from snn_agent.training import untrained_model
    Engine(untrained_model(load_dataset('digits', 'test'), 10, seed=0)).warm_up()


class Ros:
    """A private context, its nodes and one executor."""

    def __init__(self):
        from rclpy.context import Context
        from rclpy.executors import SingleThreadedExecutor
        self.context = Context()
        self.context.init(args=[])
        self.executor = SingleThreadedExecutor(context=self.context)
        self.nodes = []

    def node(self, factory, *args, **kwargs):
        """Make a node that is spun and destroyed."""
        node = factory(*args, context=self.context, **kwargs)
        self.executor.add_node(node)
        self.nodes.append(node)
        return node

    def spin_until(self, is_done: Callable[[], object], timeout_s: float = PATIENCE_S) -> bool:
        """Spin until a condition holds; False if it does not in time."""
        end = time.monotonic() + timeout_s
        while not is_done():
            if time.monotonic() > end:
                return False
            self.executor.spin_once(timeout_sec=0.05)
        return True

    def call(self, node, service_type, name, request):
        """Call a service and return its response."""
        client = node.create_client(service_type, name)
        assert self.spin_until(client.service_is_ready), f'no service {name}'
        future = client.call_async(request)
        assert self.spin_until(future.done), f'no answer from {name}'
        node.destroy_client(client)
        return future.result()

    def close(self):
        """
        End everything.

        The services of a lifecycle node live until the node is collected; until then they take
        the requests that later tests mean for a process of the same name.
        """
        self.executor.shutdown()
        has_lifecycle = any(hasattr(node, 'trigger_shutdown') for node in self.nodes)
        while self.nodes:
            node = self.nodes.pop()
            if hasattr(node, 'close'):
                node.close()
            node.destroy_node()
        self.context.try_shutdown()
        if has_lifecycle:
            del node
            gc.collect()


@pytest.fixture
def ros(monkeypatch, tmp_path) -> Iterator[Ros]:
    """Yield a private ROS context with an executor."""
    monkeypatch.setenv('ROS_LOG_DIR', str(tmp_path / 'ros_log'))
    ros = Ros()
    yield ros
    ros.close()


@pytest.fixture
def processes(tmp_path):
    """Yield a supervisor of node processes; their logs are shown when the test fails."""
    from snn_agent.cli.supervisor import graph_environment
    from snn_agent.cli.supervisor import Supervisor
    folder = tmp_path / 'processes'
    folder.mkdir()
    with Supervisor(folder, graph_environment(folder)) as supervisor:
        yield supervisor
    for log in folder.glob('*.log'):
        print(f'{log.name}:\n{log.read_text()}')


@pytest.fixture(scope='session')
def digits():
    """Return the test split of the digits that every installation has."""
    from snn_agent.datasets import load_dataset
    return load_dataset('digits', 'test')


@pytest.fixture(scope='session')
def small_model(digits):
    """Return a model of 50 neurons, trained and measured on a few hundred real digits."""
    from snn_agent.datasets import load_dataset
    from snn_agent.engine import OperatingPoint
    from snn_agent.training import train
    model = train(load_dataset('digits', 'train').part(slice(0, 400)), neurons=50)
    points = [_measured(model, OperatingPoint(timesteps), digits) for timesteps in (50, 150, 350)]
    return model.with_points(tuple(points))


@pytest.fixture(scope='session')
def small_model_path(small_model, tmp_path_factory) -> Path:
    """Return the file of the small model."""
    path = tmp_path_factory.mktemp('model') / 'small.npz'
    small_model.save(path)
    return path


def _measured(model, point, dataset, samples=100):
    from snn_agent.engine import Engine
    from snn_agent.engine import Measurement
    from snn_agent.engine import OpCounts
    engine = Engine(model)
    engine.set_point(point)
    right, counts, latencies = 0, OpCounts(), []
    for k in range(samples):
        result = engine.run(dataset.images[k], sample=k)
        right += result.label == dataset.class_names[dataset.labels[k]]
        counts += result.counts
        latencies.append(result.latency_s)
    accuracy = right / samples
    return replace(point, measured=Measurement(
        accuracy, accuracy, accuracy, samples, (0,), 0.0, float(np.median(latencies)),
        counts.scaled(1 / samples)))
