"""Alarms, and what they do."""

import re
from collections.abc import Iterator

from course.cloud.monitoring.alarms.alarm import ACTIONS

from .addresses import meant
from .inventory import Edge, Node
from .world import World

__all__ = ["edges", "nodes"]

# How the rule of a composite alarm names another alarm.
_WATCHED = re.compile(r"(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*[\"']?([^\"')]+?)[\"']?\s*\)")


def nodes(world: World) -> Iterator[Node]:
    """Yield the alarms."""
    yield from (Node(each.arn, "alarm", each.name) for each in world.account.alarms.alarms.values())


def edges(world: World) -> Iterator[Edge]:
    """Yield the actions, with the state that each of them follows, and which alarms a composite one watches."""
    alarms = world.account.alarms.alarms
    for alarm in alarms.values():
        for name in dict.fromkeys(_WATCHED.findall(str(alarm.asked.get("AlarmRule", "")))):
            watched = name if name.startswith("arn:") else world.arn("cloudwatch", f"alarm:{name}")
            yield Edge(watched, alarm.arn, "watch")
        for state in ACTIONS:
            for arn in alarm.actions(state):
                yield Edge(alarm.arn, meant(world, arn), "action", state, "ok" if alarm.enabled else "off")
