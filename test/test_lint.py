# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Style: ruff, the licence header, and the limits on files and functions."""

from __future__ import annotations

import ast
from pathlib import Path
import subprocess
import sys

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEADER = (
    '# Copyright 2026 The snn_agent authors\n'
    '# SPDX-License-Identifier: Apache-2.0\n')
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60

PYTHON_FILES = sorted(
    path
    for folder in ('snn_agent', 'launch', 'test')
    for path in (ROOT / folder).rglob('*.py')) + [ROOT / 'setup.py']


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_ruff():
    pytest.importorskip('ruff')
    check = subprocess.run(
        [sys.executable, '-m', 'ruff', 'check', '--output-format=concise', '.'],
        cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert check.returncode == 0, check.stdout + check.stderr


@pytest.mark.parametrize('path', PYTHON_FILES, ids=name_of)
def test_header_docstring_and_length(path):
    text = path.read_text(encoding='utf-8')
    assert text.startswith(HEADER)
    assert ast.get_docstring(ast.parse(text)), 'no docstring that says what the file is for'
    assert text.count('\n') <= MAX_FILE_LINES


@pytest.mark.parametrize('path', PYTHON_FILES, ids=name_of)
def test_functions_are_short(path):
    tree = ast.parse(path.read_text(encoding='utf-8'))
    too_long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno - node.lineno + 1 > MAX_FUNCTION_LINES}
    assert too_long == {}


@pytest.mark.parametrize('path', [
    *sorted((ROOT / 'scripts').iterdir()), *sorted((ROOT / 'tools').iterdir()), ROOT / '.ci/run',
], ids=name_of)
def test_scripts_are_executable_and_have_the_header(path):
    lines = path.read_text(encoding='utf-8').splitlines(keepends=True)
    assert lines[0].startswith('#!')
    assert ''.join(lines[1:3]) == HEADER
    assert path.stat().st_mode & 0o111 == 0o111


@pytest.mark.parametrize('path', sorted(ROOT.glob('snn_agent/config/**/*.yaml')), ids=name_of)
def test_configuration_has_the_header(path):
    assert path.read_text(encoding='utf-8').startswith(HEADER)
