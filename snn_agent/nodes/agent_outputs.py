# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The topics that the agent publishes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from diagnostic_msgs.msg import DiagnosticArray
from rclpy.lifecycle import LifecycleNode
from std_msgs.msg import Float32MultiArray
from std_msgs.msg import Header
from std_msgs.msg import String

from snn_agent.engine import Result
from snn_agent.nodes import conversions
from snn_agent.nodes import qos
from snn_agent.nodes.messages import optional_message
from snn_agent.nodes.records import PointRecord
from snn_agent.nodes.records import ResultRecord

__all__ = ['AgentOutputs']


class AgentOutputs:
    """
    Hold the lifecycle publishers of an agent; they are silent unless the node is active.

    :param node: the agent.
    :param labels: class names in the order of the scores.
    """

    def __init__(self, node: LifecycleNode, labels: tuple[str, ...]) -> None:
        self._node = node
        self._labels = labels
        self._publishers: list[Any] = []
        self._label = self._create(String, '~/label', qos.result())
        self._scores = self._create(Float32MultiArray, '~/scores', qos.result())
        self._result = self._create(DiagnosticArray, '~/result', qos.result())
        self._points = self._create(DiagnosticArray, '~/operating_points', qos.latched())
        self._classification_type, reason = optional_message('vision_msgs', 'Classification')
        if self._classification_type is None:
            node.get_logger().info(f'~/classification is not published: {reason}')
        else:
            self._hypothesis_type, _ = optional_message('vision_msgs', 'ObjectHypothesis')
            self._classification = self._create(
                self._classification_type, '~/classification', qos.result())

    def publish_decision(self, header: Header, result: Result) -> None:
        """Publish label, scores and, where vision_msgs is installed, the classification."""
        self._label.publish(String(data=result.label))
        self._scores.publish(conversions.scores_message(result.scores))
        if self._classification_type is not None:
            hypotheses = [
                self._hypothesis_type(class_id=label, score=float(score))
                for score, label in sorted(zip(result.scores, self._labels), reverse=True)]
            self._classification.publish(
                self._classification_type(header=header, results=hypotheses))

    def publish_record(self, header: Header, record: ResultRecord) -> None:
        """Publish what the decision cost, under the header of its image."""
        status = conversions.status_message('result', record.label, record.to_values())
        self._result.publish(conversions.record_array(header, [status]))

    def publish_points(self, header: Header, points: Iterable[PointRecord]) -> None:
        """Publish the operating points of the model (latched)."""
        self._points.publish(conversions.record_array(header, [
            conversions.status_message('operating point', str(point.timesteps), point.to_values())
            for point in points]))

    def destroy(self) -> None:
        """Remove the publishers from the node."""
        for publisher in self._publishers:
            self._node.destroy_lifecycle_publisher(publisher)

    def _create(self, message: Any, topic: str, profile: Any) -> Any:
        publisher = self._node.create_lifecycle_publisher(message, topic, profile)
        self._publishers.append(publisher)
        return publisher
