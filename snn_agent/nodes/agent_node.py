# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""The lifecycle node that classifies images with a spiking network and learns on line."""

from __future__ import annotations

from collections.abc import Sequence
import sys
import time
from typing import Any

from rclpy.clock import Clock
from rclpy.clock_type import ClockType
from rclpy.lifecycle import LifecycleNode
from rclpy.lifecycle import LifecycleState
from rclpy.lifecycle import TransitionCallbackReturn
from rclpy.parameter import Parameter
from rclpy.qos_overriding_options import QoSOverridingOptions
from sensor_msgs.msg import Image
from std_msgs.msg import Header
from std_msgs.msg import Int32
from std_srvs.srv import SetBool
from std_srvs.srv import Trigger

from snn_agent.errors import InputError
from snn_agent.nodes import conversions
from snn_agent.nodes import qos
from snn_agent.nodes.agent_core import AgentCore
from snn_agent.nodes.agent_outputs import AgentOutputs
from snn_agent.nodes.diagnostics import DiagnosticsPublisher
from snn_agent.nodes.health import error
from snn_agent.nodes.health import Health
from snn_agent.nodes.health import ok
from snn_agent.nodes.parameters import declare
from snn_agent.nodes.parameters import read
from snn_agent.nodes.parameters import watch
from snn_agent.nodes.records import ResultRecord
from snn_agent.nodes.runtime import run_node
from snn_agent.nodes.settings import AgentSettings
from snn_agent.nodes.transitions import reported

__all__ = ['AgentNode', 'main']


class AgentNode(LifecycleNode):
    """
    Classify images; learn from them while learning is switched on.

    Subscribes ``image_raw``, ``label_hint`` and ``operating_point``; publishes ``~/label``,
    ``~/scores``, ``~/result``, ``~/operating_points`` and ``~/classification``; offers
    ``~/set_learning``, ``~/save`` and ``~/reset``.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__('agent', **kwargs)
        declare(self, AgentSettings)
        self.fault = ''
        self._core: AgentCore | None = None
        self._outputs: AgentOutputs | None = None
        self._offered: list[Any] = []
        self._inputs: list[Any] = []
        self._save_timer: Any = None
        watch(self, AgentSettings, self._apply, lambda: self._core is not None)
        self._diagnostics = DiagnosticsPublisher(self, {
            'state': self._state_health,
            'input': self._input_health,
            'learning': self._learning_health})
        if self.get_parameter('autostart').value:
            self._start_timer = self.create_timer(
                0.0, self._start, clock=Clock(clock_type=ClockType.STEADY_TIME))

    @reported(undo='close')
    def on_configure(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Read the parameters, load model and learned state, prepare engine and outputs."""
        self.get_logger().info(
            'preparing the engine; the first start after an installation compiles it')
        self._core = AgentCore(read(self, AgentSettings))
        self._outputs = AgentOutputs(self, self._configured.labels)
        self._offered = [
            self.create_service(SetBool, '~/set_learning', self._on_set_learning),
            self.create_service(Trigger, '~/save', self._on_save),
            self.create_service(Trigger, '~/reset', self._on_reset)]
        return super().on_configure(state)

    @reported(undo='_close_inputs')
    def on_activate(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Open the inputs and announce the operating points."""
        self._configured.images.start(self._now_s())
        self._inputs = [
            self.create_subscription(
                Image, 'image_raw', self._on_image, qos.image(),
                qos_overriding_options=QoSOverridingOptions.with_default_policies()),
            self.create_subscription(Header, 'label_hint', self._on_hint, qos.label_hint()),
            self.create_subscription(Int32, 'operating_point', self._on_point, qos.latched())]
        self._save_timer = self.create_timer(
            self.get_parameter('learning.save_interval_s').value, self._save_learned)
        outcome = super().on_activate(state)
        header = Header(stamp=self.get_clock().now().to_msg())
        self._opened.publish_points(header, self._configured.points)
        return outcome

    @reported()
    def on_deactivate(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Close the inputs and save what was learned."""
        self._close_inputs()
        self._configured.save(wait=True)
        return super().on_deactivate(state)

    @reported()
    def on_cleanup(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Release everything."""
        self.close()
        return super().on_cleanup(state)

    @reported()
    def on_shutdown(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Save what was learned and release everything."""
        self.close()
        return super().on_shutdown(state)

    @reported()
    def on_error(self, state: LifecycleState) -> TransitionCallbackReturn:
        """Release everything and go back to unconfigured."""
        self.close()
        return super().on_error(state)

    def close(self) -> None:
        """Save what was learned and release everything that configure and activate made."""
        self._close_inputs()
        for service in self._offered:
            self.destroy_service(service)
        self._offered = []
        if self._outputs is not None:
            self._outputs.destroy()
            self._outputs = None
        if self._core is not None:
            self._core.close()
            self._core = None

    def _close_inputs(self) -> None:
        for subscription in self._inputs:
            self.destroy_subscription(subscription)
        self._inputs = []
        if self._save_timer is not None:
            self.destroy_timer(self._save_timer)
            self._save_timer = None

    @property
    def _configured(self) -> AgentCore:
        if self._core is None:
            raise RuntimeError('the node is not configured')
        return self._core

    @property
    def _opened(self) -> AgentOutputs:
        if self._outputs is None:
            raise RuntimeError('the node is not configured')
        return self._outputs

    def _start(self) -> None:
        """Configure and activate without a manager, once."""
        self.destroy_timer(self._start_timer)
        if self.trigger_configure() == TransitionCallbackReturn.SUCCESS:
            self.trigger_activate()

    def _apply(self, values: dict[str, object]) -> None:
        """Apply parameters that were changed while the node is configured."""
        if self._core is not None and 'learning.enabled' in values:
            self._core.session.is_learning = bool(values['learning.enabled'])

    def _on_image(self, message: Image) -> None:
        started = time.perf_counter()
        core, now_s = self._configured, self._now_s()
        try:
            grey = conversions.image_to_grey(message, core.input_shape)
        except InputError as problem:
            core.images.refuse(str(problem), now_s)
            return
        point, is_learning = core.session.point, core.session.is_learning
        result = core.classify(grey, conversions.stamp_ns(message.header.stamp), now_s)
        self._opened.publish_decision(message.header, result)
        self._opened.publish_record(message.header, ResultRecord.of(
            result, operating_point=point.timesteps, sample=core.session.samples - 1,
            learned=is_learning, latency_s=time.perf_counter() - started))

    def _on_hint(self, message: Header) -> None:
        self._configured.session.hint(message.frame_id, conversions.stamp_ns(message.stamp))

    def _on_point(self, message: Int32) -> None:
        self._configured.set_timesteps(message.data)

    def _save_learned(self) -> None:
        self._configured.save(wait=False)

    def _on_set_learning(
        self, request: SetBool.Request, response: SetBool.Response
    ) -> SetBool.Response:
        outcome, = self.set_parameters([Parameter('learning.enabled', value=request.data)])
        response.success, response.message = outcome.successful, outcome.reason
        return response

    def _on_save(self, request: Trigger.Request, response: Trigger.Response) -> Trigger.Response:
        failure = self._configured.save(wait=True)
        response.success = not failure
        response.message = failure or 'all that was learned is saved'
        return response

    def _on_reset(self, request: Trigger.Request, response: Trigger.Response) -> Trigger.Response:
        self._configured.reset()
        response.success = True
        return response

    def _state_health(self) -> Health:
        if self.fault:
            return error(self.fault)
        return self._core.engine_health() if self._core is not None else ok('not configured')

    def _input_health(self) -> Health:
        if not self._inputs:
            return ok('not active')
        return self._configured.images.health(self._now_s())

    def _learning_health(self) -> Health:
        return self._core.learning_health() if self._core is not None else ok('not configured')

    def _now_s(self) -> float:
        return self.get_clock().now().nanoseconds * 1e-9


def main(args: Sequence[str] | None = None) -> int:
    """Run the node; see :func:`snn_agent.nodes.runtime.run_node`."""
    return run_node(AgentNode, args)


if __name__ == '__main__':
    sys.exit(main())
