# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""Between sensor_msgs/BatteryState and the plain numbers of control and energy."""

from __future__ import annotations

from sensor_msgs.msg import BatteryState
from std_msgs.msg import Header

from snn_agent.control import BatterySample
from snn_agent.energy import Battery
from snn_agent.nodes.conversions import stamp_ns

__all__ = ['battery_message', 'battery_sample']


def battery_sample(message: BatteryState, received_s: float) -> BatterySample:
    """
    Return the numbers of a battery message as they are; cleaning them is the reader's work.

    :param received_s: node time of arrival in seconds, used if the message has no stamp.
    """
    stamp = stamp_ns(message.header.stamp)
    return BatterySample(
        voltage_v=message.voltage,
        current_a=message.current,
        charge_ah=message.charge,
        capacity_ah=message.capacity,
        design_capacity_ah=message.design_capacity,
        percentage=message.percentage,
        status=message.power_supply_status,
        present=message.present,
        stamp_s=stamp * 1e-9 if stamp else received_s)


def battery_message(battery: Battery, header: Header) -> BatteryState:
    """Return a simulated Li-ion cell as a message; what it does not know is NaN."""
    nan = float('nan')
    return BatteryState(
        header=header,
        voltage=float(battery.voltage_v),
        temperature=nan,
        current=float(battery.current_a),
        charge=float(battery.charge_ah),
        capacity=float(battery.capacity_ah),
        design_capacity=float(battery.capacity_ah),
        percentage=float(battery.soc),
        power_supply_status=BatteryState.POWER_SUPPLY_STATUS_DISCHARGING,
        power_supply_health=BatteryState.POWER_SUPPLY_HEALTH_GOOD,
        power_supply_technology=BatteryState.POWER_SUPPLY_TECHNOLOGY_LION,
        present=True)
