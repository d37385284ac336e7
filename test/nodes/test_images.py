# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Images as grey levels: encodings, padding, sizes, and everything that is no image."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
import numpy as np
import pytest

from snn_agent.errors import InputError
from snn_agent.nodes.images import ENCODINGS
from snn_agent.nodes.images import grey_levels

RAMP = np.arange(12, dtype=np.uint8).reshape(3, 4)


def colour_bytes(encoding, red, green, blue):
    order = {'rgb8': (red, green, blue), 'bgr8': (blue, green, red),
             'rgba8': (red, green, blue, 99), 'bgra8': (blue, green, red, 99)}[encoding]
    return np.array([[order]], np.uint8)


def test_a_grey_image_of_the_right_size_is_not_copied():
    grey = grey_levels(RAMP.data, 'mono8', 3, 4, 4, (3, 4))
    assert np.array_equal(grey, RAMP)
    assert np.shares_memory(grey, RAMP)


def test_padding_at_the_end_of_rows_is_left_out():
    padded = np.full((3, 7), 200, np.uint8)
    padded[:, :4] = RAMP
    assert np.array_equal(grey_levels(padded.tobytes(), 'mono8', 3, 4, 7, (3, 4)), RAMP)


@pytest.mark.parametrize('encoding', [name for name in ENCODINGS if name != 'mono8'])
@pytest.mark.parametrize(('colour', 'luma'), [
    ((255, 0, 0), 76), ((0, 255, 0), 150), ((0, 0, 255), 29), ((100, 100, 100), 100)])
def test_colours_become_their_luma(encoding, colour, luma):
    data = colour_bytes(encoding, *colour)
    grey = grey_levels(data.tobytes(), encoding, 1, 1, data.size, (1, 1))
    assert grey.tolist() == [[luma]]


def test_shrinking_averages_whole_blocks():
    image = np.random.default_rng(0).integers(0, 256, (8, 12)).astype(np.uint8)
    blocks = image.reshape(4, 2, 4, 3).mean(axis=(1, 3))
    grey = grey_levels(image.tobytes(), 'mono8', 8, 12, 12, (4, 4))
    assert np.abs(grey - blocks).max() <= 0.5


def test_growing_interpolates_between_centres():
    grey = grey_levels(bytes([0, 200]), 'mono8', 1, 2, 2, (1, 4))
    assert grey.tolist() == [[0, 50, 150, 200]]


@given(st.integers(0, 255), st.integers(1, 40), st.integers(1, 40))
def test_a_flat_image_stays_flat_at_any_size(level, height, width):
    data = np.full((height, width), level, np.uint8)
    grey = grey_levels(data.tobytes(), 'mono8', height, width, width, (8, 8))
    assert np.array_equal(grey, np.full((8, 8), level))


@pytest.mark.parametrize(('change', 'name', 'value'), [
    ({'encoding': '16UC1'}, 'encoding', '16UC1'),
    ({'encoding': ''}, 'encoding', "''"),
    ({'height': 0}, 'image size', '4x0'),
    ({'width': 0}, 'image size', '0x3'),
    ({'step': 3}, 'step', '3'),
    ({'height': 4}, 'image data', '12'),
    ({'height': 2**32 - 1, 'step': 2**32 - 1}, 'image data', '12'),
])
def test_what_is_no_image_is_refused_with_value_and_limit(change, name, value):
    fields = {'encoding': 'mono8', 'height': 3, 'width': 4, 'step': 4, **change}
    with pytest.raises(InputError) as caught:
        grey_levels(RAMP.tobytes(), **fields, shape=(3, 4))
    assert caught.value.name == name
    assert value in str(caught.value)
