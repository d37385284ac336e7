# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""What each room offers to the others is what is listed here, no more and no less."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

import snn_agent

PACKAGE = Path(snn_agent.__file__).parent

PUBLIC: dict[str, list[str]] = {
    'cli': [],
    'control': [
        'BatteryReader', 'BatteryReading', 'BatterySample', 'BatterySettings', 'Decision',
        'EnergyBudget', 'LatencyTracker', 'PointCost', 'Policy', 'PolicySettings'],
    'datasets': [
        'DATASET_NAMES', 'ImageDataset', 'available_datasets', 'data_root', 'default_dataset',
        'load_dataset'],
    'encoding': ['RateEncoding', 'SpikeTrain', 'encode'],
    'energy': [
        'Battery', 'Constant', 'DeviceProfile', 'EnergyEstimate', 'RaplMeter', 'load_profile',
        'modelled_energy', 'modelled_latency_s', 'profile_names', 'rapl_status'],
    'engine': [
        'Dense', 'Engine', 'LateralInhibition', 'Lif', 'Measurement', 'Model', 'NetworkSpec',
        'OpCounts', 'OperatingPoint', 'PairStdp', 'Result', 'WindowedStdp'],
    'errors': [
        'ConfigurationError', 'DataError', 'InputError', 'ModelFormatError', 'SnnAgentError'],
    'graph': ['NodeSpec', 'agent_graph', 'bench_graph', 'demo_graph'],
    'monitor': ['History', 'live_line', 'live_view', 'machine_facts', 'outcome', 'summarise'],
    'nodes': [],
    'timestep': [
        'DEFAULT_TIMESTEPS', 'Limits', 'PARTS', 'STUDY_TIMESTEPS', 'Study', 'StudySettings',
        'explore', 'keep_model', 'keep_model_work', 'measure', 'open_runner', 'point_to_train',
        'run_study', 'study_work', 'summarise_study', 'work', 'write_rows', 'write_summary'],
    'training': [
        'FULL_TIMESTEPS', 'RULES', 'default_spec', 'enough_epochs', 'respond', 'train',
        'untrained_model'],
}


@pytest.mark.parametrize('room', sorted(PUBLIC))
def test_names_are_the_declared_ones_and_exist(room):
    module = importlib.import_module(f'snn_agent.{room}')
    assert sorted(module.__all__) == sorted(PUBLIC[room])
    assert all(hasattr(module, name) for name in module.__all__)


def test_every_room_is_listed():
    rooms = {path.parent.name for path in PACKAGE.glob('*/__init__.py')}
    assert rooms <= PUBLIC.keys()


def test_package_itself_offers_its_version_only():
    names = {
        name for name, value in vars(snn_agent).items()
        if name[0] != '_' and not isinstance(value, ModuleType)}
    assert names <= {'annotations'}     # from __future__
    assert snn_agent.__version__
