# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Declare the parameters of a settings class on a node, read them back, watch their changes."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from typing import Any

from rcl_interfaces.msg import FloatingPointRange
from rcl_interfaces.msg import IntegerRange
from rcl_interfaces.msg import ParameterDescriptor
from rcl_interfaces.msg import SetParametersResult
from rclpy.node import Node
from rclpy.parameter import Parameter

from snn_agent.errors import ConfigurationError
from snn_agent.nodes.specification import AT_CONFIGURE
from snn_agent.nodes.specification import AT_START
from snn_agent.nodes.specification import ParameterSpec
from snn_agent.nodes.specification import Settings
from snn_agent.nodes.specification import SettingsType

__all__ = ['declare', 'descriptor', 'read', 'watch']


def descriptor(spec: ParameterSpec) -> ParameterDescriptor:
    """Return the ROS descriptor of a parameter; float ranges have step 0 (continuous)."""
    result = ParameterDescriptor()
    result.description = spec.description
    if spec.unit and spec.bounds is None:
        result.description += f' Unit: {spec.unit}.'
    result.read_only = spec.change == AT_START
    constraints = [text for text in (spec.limits, f'may change {spec.change}') if text]
    result.additional_constraints = '; '.join(constraints)
    if spec.bounds is not None:
        low, high = spec.bounds
        if isinstance(spec.default, float):
            result.floating_point_range.append(
                FloatingPointRange(from_value=float(low), to_value=float(high), step=0.0))
        else:
            result.integer_range.append(
                IntegerRange(from_value=int(low), to_value=int(high), step=1))
    return result


def declare(node: Node, settings: type[Settings]) -> None:
    """
    Declare every parameter of a settings class.

    :raises rclpy.exceptions.ParameterException: if a value from the command line or a
        parameter file has the wrong type or is out of its range; the message says why.
    """
    for spec in settings.specs().values():
        node.declare_parameter(spec.name, spec.default, descriptor(spec))


def read(node: Node, settings: type[SettingsType]) -> SettingsType:
    """
    Read the declared parameters into the settings class.

    :raises ConfigurationError: if a value, or a combination of values, is not legal.
    """
    return settings.from_values(
        {spec.name: node.get_parameter(spec.name).value for spec in settings.specs().values()})


def watch(
    node: Node,
    settings: type[Settings],
    apply: Callable[[dict[str, object]], None],
    is_configured: Callable[[], bool],
) -> None:
    """
    Refuse illegal changes of parameters with a reason, and apply the legal ones.

    :param node: the node that declared the parameters.
    :param settings: their settings class.
    :param apply: called after a change was accepted, with the new values by parameter name.
    :param is_configured: whether parameters that are read in configure are in use.
    """
    specs = {spec.name: spec for spec in settings.specs().values()}

    def accept(parameters: Sequence[Parameter[Any]]) -> SetParametersResult:
        for parameter in parameters:
            spec = specs.get(parameter.name)
            if spec is None:
                continue
            try:
                spec.check(parameter.value)
            except ConfigurationError as error:
                return SetParametersResult(successful=False, reason=str(error))
            if spec.change == AT_CONFIGURE and is_configured():
                return SetParametersResult(
                    successful=False,
                    reason=f'{spec.name}: may change {spec.change}; clean the node up first')
        return SetParametersResult(successful=True)

    def changed(parameters: Sequence[Parameter[Any]]) -> None:
        values = {p.name: p.value for p in parameters if p.name in specs}
        if values:
            apply(values)

    node.add_on_set_parameters_callback(accept)
    node.add_post_set_parameters_callback(changed)
