# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Model files: whatever happened to one, it loads as it was, or a reason is given."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
import pickle
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from snn_agent.engine import Measurement
from snn_agent.engine import Model
from snn_agent.engine import model_file
from snn_agent.engine import OpCounts
from snn_agent.engine import OperatingPoint
from snn_agent.errors import ModelFormatError

KILLS = 24


@pytest.fixture(scope='module')
def stored(hand_model, tmp_path_factory) -> bytes:
    """Return the bytes of a good file."""
    path = tmp_path_factory.mktemp('good') / 'model.npz'
    hand_model.save(path)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / 'model.npz'


def refusal(path) -> str:
    """Return the reason why a file is refused; it must be one line that names the file."""
    with pytest.raises(ModelFormatError) as caught:
        Model.load(path)
    message = str(caught.value)
    assert message.startswith(f'{path}: ')
    assert '\n' not in message
    return message


def header_of(stored) -> dict:
    with np.load(io.BytesIO(stored)) as archive:
        return json.loads(bytes(archive['model']))


def write(path, stored, header, **arrays):
    """Write the good file with another header and other arrays, None for one left out."""
    with np.load(io.BytesIO(stored)) as archive:
        entries = {**dict(archive), **arrays}
    if header is not None:
        text = header if isinstance(header, bytes) else json.dumps(header).encode()
        entries['model'] = np.frombuffer(text, np.uint8)
    with open(path, 'wb') as stream:
        np.savez(stream, **{k: v for k, v in entries.items() if v is not None})


def resealed(stored, **changes):
    """Return the good header with some fields changed and a checksum that fits."""
    header = header_of(stored)
    header.pop('checksum')
    schema = header.pop('schema')
    header.update(changes)
    with np.load(io.BytesIO(stored)) as archive:
        arrays = {name: archive[name] for name in ('weights', 'theta', 'responses')}
    return {'schema': schema, 'checksum': model_file.checksum((arrays, header)), **header}


def test_truncated_file_is_refused(stored, path):
    for length in [*range(0, len(stored), 97), len(stored) - 1]:
        path.write_bytes(stored[:length])
        refusal(path)


def test_flipped_bits_are_found_or_change_nothing(stored, path, hand_model):
    # Dates and other remarks of the zip format are not covered by any sum: flipping them may
    # leave a good file, but then the same model.
    rng = np.random.default_rng(0)
    directory = stored.rindex(b'PK\x01\x02') - 300
    places = [*range(0, 60), *range(directory, len(stored)),
              *rng.integers(0, len(stored), 300).tolist()]
    refused = 0
    for place in places:
        damaged = bytearray(stored)
        damaged[place] ^= 1 << int(rng.integers(0, 8))
        path.write_bytes(damaged)
        try:
            assert Model.load(path).checksum == hand_model.checksum
        except ModelFormatError:
            refused += 1
    assert refused > len(places) / 2


@pytest.mark.parametrize('schema', [0, 2, '1', None])
def test_other_schema_is_refused(stored, path, schema):
    write(path, stored, {**header_of(stored), 'schema': schema})
    assert 'schema' in refusal(path)


def test_missing_schema_is_refused(stored, path):
    header = header_of(stored)
    del header['schema']
    write(path, stored, header)
    assert 'schema' in refusal(path)


def test_changed_content_is_refused(stored, path):
    write(path, stored, {**header_of(stored), 'labels': ['x', 'y', 'w']})
    assert 'checksum' in refusal(path)
    write(path, stored, None, theta=np.full(5, 0.25, np.float32))
    assert 'checksum' in refusal(path)


@pytest.mark.parametrize('header', [b'', b'{', b'[]', b'1', b'null', b'\xff\xfe', b'[' * 100_000])
def test_header_that_is_no_object_is_refused(stored, path, header):
    write(path, stored, header)
    refusal(path)


@pytest.mark.parametrize('name', ['model', 'weights', 'theta', 'responses'])
def test_missing_entry_is_refused(stored, path, name):
    write(path, stored, None, **{name: None})
    assert name in refusal(path)


@pytest.mark.parametrize('field, value', [
    (field, value)
    for field in ('spec', 'labels', 'input_shape', 'encoding', 'points', 'provenance')
    for value in (None, 0, 'text', [], [1], {}, {'a': 1}, [[]], [None], [{}], True)
    if (field, value) not in (('provenance', {}), ('provenance', {'a': 1}), ('encoding', {}))])
def test_sealed_nonsense_is_refused(stored, path, field, value):
    # A program wrote this on purpose: the checksum fits.
    write(path, stored, resealed(stored, **{field: value}))
    refusal(path)


def test_sealed_file_loads(stored, path, hand_model):
    write(path, stored, resealed(stored))
    assert Model.load(path).checksum == hand_model.checksum


def test_file_of_an_older_version_loads(stored, path):
    # As version 0.1.0 wrote it: no encoding, no on_silence, one operation less.
    measured = Measurement(
        0.9, 0.8, 0.95, 10, (0,), 0.0, 0.001, OpCounts(*range(1, 18)), {'stm32l452': 1e-4})
    point = OperatingPoint(40, leak_scale=1.5, measured=measured).to_dict()
    for name in ('encoding', 'on_silence'):
        del point[name]
    del point['measured']['counts']['encoding_additions']
    write(path, stored, resealed(stored, points=[point]))
    loaded = Model.load(path).full_point
    assert (loaded.encoding, loaded.on_silence) == ('poisson', 'present_again')
    assert loaded.leak_scale == 1.5
    assert loaded.measured.counts == OpCounts(*range(1, 17), encoding_additions=0)


def test_pickled_content_is_refused_and_never_run(stored, path):
    witness = path.with_name('ran')

    class Attack:
        def __reduce__(self):
            return (Path.touch, (witness,))

    path.write_bytes(pickle.dumps(Attack()))
    refusal(path)
    np.savez(path, model=np.array([Attack()], dtype=object))
    refusal(path)
    write(path, stored, None, weights=np.array([Attack()], dtype=object))
    refusal(path)
    assert not witness.exists()


def test_other_kinds_of_files_are_refused(path):
    for content in (b'', b'hello\n', b'\x93NUMPY', bytes(1000), b'PK\x05\x06' + bytes(18)):
        path.write_bytes(content)
        refusal(path)
    with zipfile.ZipFile(path, 'w') as archive:
        archive.writestr('readme.txt', 'no arrays here')
    refusal(path)
    with open(path, 'wb') as stream:
        np.save(stream, np.zeros(3))
    refusal(path)


def test_missing_file_says_how_to_make_one(path):
    assert 'snn-agent train' in refusal(path)


def test_folder_is_refused(tmp_path):
    refusal(tmp_path)


def test_write_into_a_folder_that_does_not_exist_makes_it(hand_model, tmp_path):
    hand_model.save(tmp_path / 'a' / 'b' / 'model.npz')
    assert Model.load(tmp_path / 'a' / 'b' / 'model.npz').checksum == hand_model.checksum


@pytest.mark.parametrize('place', ['/proc/model.npz', '/dev/null/model.npz'])
def test_place_that_cannot_be_written(hand_model, place):
    with pytest.raises(OSError):
        hand_model.save(place)


@pytest.mark.skipif(os.geteuid() == 0, reason='root may write everywhere')
def test_folder_without_write_permission(hand_model, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(PermissionError):
        hand_model.save(tmp_path / 'model.npz')
    tmp_path.chmod(0o700)


def test_failed_write_keeps_the_old_file_and_leaves_nothing(hand_model, path, monkeypatch):
    hand_model.save(path)
    before = path.read_bytes()
    for error in (OSError(28, 'No space left on device'), KeyboardInterrupt()):
        def fail(*arguments, error=error):
            raise error
        monkeypatch.setattr(os, 'fsync', fail)
        with pytest.raises(type(error)):
            hand_model.save(path)
        assert [entry.name for entry in path.parent.iterdir()] == [path.name]
        assert path.read_bytes() == before


def test_target_that_is_a_folder_leaves_nothing(hand_model, path):
    path.mkdir()
    with pytest.raises(OSError):
        hand_model.save(path)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


KILL_WRITERS = """
from dataclasses import replace
import json
import os
import random
import signal
import sys
import time
import numpy as np
from snn_agent.engine import Model

path, kills = sys.argv[1], int(sys.argv[2])
model = Model.load(path)
versions = [replace(model, provenance={'number': number}) for number in (1, 2)]
start = time.monotonic()
versions[0].save(path)
duration = time.monotonic() - start
numbers, torn = [], 0
for kill in range(kills):
    child = os.fork()
    while child == 0:
        for version in versions:
            version.save(path)
    end = time.monotonic() + random.Random(kill).uniform(1, 6) * duration
    while time.monotonic() < end:
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    loaded = Model.load(path)
    numbers.append(loaded.provenance['number'])
    assert (loaded.weights == model.weights).all()
    leftovers = [name for name in os.listdir(os.path.dirname(path)) if name.startswith('.')]
    torn += len(leftovers)
    for name in leftovers:
        os.unlink(os.path.join(os.path.dirname(path), name))
print(json.dumps({'numbers': numbers, 'torn': torn}))
"""


def test_killed_writer_leaves_a_whole_file(make_model, path):
    # 2 MB, so that most kills hit the middle of a write; the script counts how many did.
    make_model(np.random.default_rng(0).random((500, 1000))).save(path)
    script = subprocess.run(
        [sys.executable, '-c', KILL_WRITERS, str(path), str(KILLS)],
        env={**os.environ, 'OPENBLAS_NUM_THREADS': '1'}, capture_output=True, text=True,
        timeout=60)
    assert script.returncode == 0, script.stderr
    done = json.loads(script.stdout)
    assert set(done['numbers']) == {1, 2}
    assert len(done['numbers']) == KILLS
    assert done['torn'] >= KILLS / 4
