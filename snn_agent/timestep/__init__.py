# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Fewer timesteps, off line: analysis, sensitivity, enhancement, trade-off, operating points."""

from snn_agent.timestep.enhance import point_to_train
from snn_agent.timestep.explore import DEFAULT_TIMESTEPS
from snn_agent.timestep.explore import explore
from snn_agent.timestep.explore import work
from snn_agent.timestep.measure import measure
from snn_agent.timestep.rows import write_rows
from snn_agent.timestep.runner import open_runner
from snn_agent.timestep.study import run_study
from snn_agent.timestep.study import Study
from snn_agent.timestep.study import study_work
from snn_agent.timestep.study_model import keep_model
from snn_agent.timestep.study_model import keep_model_work
from snn_agent.timestep.study_model import write_summary
from snn_agent.timestep.study_settings import PARTS
from snn_agent.timestep.study_settings import STUDY_TIMESTEPS
from snn_agent.timestep.study_settings import StudySettings
from snn_agent.timestep.study_summary import summarise_study
from snn_agent.timestep.tradeoff import Limits

__all__ = [
    'DEFAULT_TIMESTEPS', 'Limits', 'PARTS', 'STUDY_TIMESTEPS', 'Study', 'StudySettings', 'explore',
    'keep_model', 'keep_model_work', 'measure', 'open_runner', 'point_to_train', 'run_study',
    'study_work', 'summarise_study', 'work', 'write_rows', 'write_summary']
