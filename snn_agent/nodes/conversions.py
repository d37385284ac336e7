# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Between messages and plain data. Bytes and floats go into messages as array.array."""

from __future__ import annotations

import array
from collections.abc import Iterable
from collections.abc import Mapping

from builtin_interfaces.msg import Time
from diagnostic_msgs.msg import DiagnosticArray
from diagnostic_msgs.msg import DiagnosticStatus
from diagnostic_msgs.msg import KeyValue
import numpy as np
from numpy.typing import NDArray
from sensor_msgs.msg import Image
from std_msgs.msg import Float32MultiArray
from std_msgs.msg import Header
from std_msgs.msg import MultiArrayDimension

from snn_agent.nodes.images import grey_levels

__all__ = [
    'image_from_grey',
    'image_to_grey',
    'record_array',
    'record_values',
    'scores_message',
    'stamp_from_ns',
    'stamp_ns',
    'status_message',
]


def stamp_ns(stamp: Time) -> int:
    """Return a stamp in nanoseconds."""
    return int(stamp.sec) * 1_000_000_000 + int(stamp.nanosec)


def stamp_from_ns(nanoseconds: int) -> Time:
    """Return nanoseconds (0 or more) as a stamp."""
    seconds, rest = divmod(nanoseconds, 1_000_000_000)
    return Time(sec=seconds, nanosec=rest)


def image_to_grey(message: Image, shape: tuple[int, int]) -> NDArray[np.uint8]:
    """
    Return an image message as grey levels in the size that a model takes.

    :param shape: (height, width) of the result.
    :return: uint8[height, width]; may be a view of the message.
    :raises InputError: if the message is no image of a supported encoding.
    """
    return grey_levels(
        message.data, message.encoding, message.height, message.width, message.step, shape)


def image_from_grey(image: NDArray[np.uint8], header: Header) -> Image:
    """
    Return grey levels as a mono8 image message.

    :param image: uint8[height, width].
    :param header: stamp and optical frame.
    """
    data = array.array('B')
    data.frombytes(np.ascontiguousarray(image).tobytes())
    return Image(
        header=header, height=image.shape[0], width=image.shape[1], encoding='mono8',
        is_bigendian=0, step=image.shape[1], data=data)


def scores_message(scores: NDArray[np.float32]) -> Float32MultiArray:
    """Return float32[n_classes] as a message with one dimension named ``class``."""
    message = Float32MultiArray()
    message.layout.dim = [
        MultiArrayDimension(label='class', size=scores.size, stride=scores.size)]
    message.data = array.array('f', np.ascontiguousarray(scores, dtype=np.float32).tobytes())
    return message


def status_message(
    name: str, message: str, values: Mapping[str, str], level: bytes = DiagnosticStatus.OK
) -> DiagnosticStatus:
    """Return one status with its values in the order of the mapping."""
    return DiagnosticStatus(
        level=level, name=name, message=message, hardware_id='none',
        values=[KeyValue(key=key, value=value) for key, value in values.items()])


def record_array(header: Header, statuses: Iterable[DiagnosticStatus]) -> DiagnosticArray:
    """Return records (see :mod:`snn_agent.nodes.records`) as one message."""
    return DiagnosticArray(header=header, status=list(statuses))


def record_values(status: DiagnosticStatus) -> dict[str, str]:
    """Return the values of one status by key."""
    return {item.key: item.value for item in status.values}
