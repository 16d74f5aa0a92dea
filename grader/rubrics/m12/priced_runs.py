"""Runs whose price M12 E3 asks for: of the given design, of other workflows, and one as a log of AWS has it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from course.asl import StateMachine
from course.clock import Clock
from grader.checks.machines import Fault, Story, played

from .bills import express, milliseconds, standard, transitions

__all__ = [
    "RUNS",
    "History",
    "Run",
    "brief",
    "events",
    "others",
    "run_of_no_time",
    "run_with_a_slow_start",
]

RUNS = 1_000_000
History = tuple[str, list[dict[str, Any]]]  # what run it is of, and its events


@dataclass(frozen=True)
class Run:
    """A run whose price is asked for: its history, its type, the prices."""

    where: str
    history: list[dict[str, Any]]
    type: str
    prices: dict[str, float]

    @property
    def price(self) -> float:
        """What a million of it cost."""
        if self.type == "STANDARD":
            return RUNS * standard(transitions(self.history), self.prices)
        return RUNS * express(milliseconds(self.history), self.prices)


def brief(history: list[dict[str, Any]]) -> list[str]:
    """Return a history for a reader: of each event when it was, in seconds, and its type."""
    begin = history[0]["timestamp"]
    return [f"{(event['timestamp'] - begin).total_seconds():.4f} s {event['type']}" for event in history]


def others(of_map: tuple[int, int], seconds: int, tries: int) -> list[History]:
    """Return runs of a Map (items, busy tries), of two lanes (seconds), of a task that fails at each of so many tries."""
    return [_run_of_a_map(*of_map), _run_of_lanes(seconds), _run_that_fails(tries)]


def events(story: Story) -> list[dict[str, Any]]:
    """Return the events of a run, as boto3 gives them."""
    return [dict(event) for event in story.execution.history]


def _run_of_a_map(items: int, busy: int) -> History:
    """A Map around a task of a service, which is busy at first."""
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {"QueueUrl": "reminders", "MessageBody": "now"},
        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 3}],
        "End": True,
    }
    item = {"StartAt": "Send", "States": {"Send": task}}
    each = {"Type": "Map", "ItemProcessor": item, "End": True}
    script = [Fault("sqs:sendMessage", "Sqs.Busy", attempts=tuple(range(1, busy + 1)))]
    return f"a Map of {items} items", _played(
        {"StartAt": "Each", "States": {"Each": each}}, [1] * items, script
    )


def _run_of_lanes(seconds: int) -> History:
    """Two lanes: one waits, one chooses."""
    wait = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": seconds, "End": True}}}
    choice = {
        "Type": "Choice",
        "Choices": [{"Variable": "$", "IsPresent": True, "Next": "End"}],
        "Default": "End",
    }
    choose = {"StartAt": "Choose", "States": {"Choose": choice, "End": {"Type": "Succeed"}}}
    both = {"Type": "Parallel", "Branches": [wait, choose], "Next": "Note"}
    states = {"Both": both, "Note": {**_TASK, "End": True}}
    return "a Parallel of two lanes", _played({"StartAt": "Both", "States": states}, {}, [])


def _run_that_fails(tries: int) -> History:
    """A task that fails at each try, is caught, and leads to a Fail."""
    retry = [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": tries - 1}]
    task = {
        **_TASK,
        "Retry": retry,
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Give up"}],
        "End": True,
    }
    definition = {"StartAt": "Note", "States": {"Note": task, "Give up": {"Type": "Fail", "Error": "Gone"}}}
    return "a task that fails at each try", _played(definition, {}, [Fault("note", "Gone")])


def run_of_no_time() -> History:
    """One state that takes no time that could be measured."""
    note = {"Type": "Pass", "End": True}
    return "a Pass alone", _played({"StartAt": "Note", "States": {"Note": note}}, {}, [])


def run_with_a_slow_start() -> History:
    """One task, some time after the first event, and some time before the last one, as at AWS."""
    first, *between, last = _played({"StartAt": "Note", "States": {"Note": {**_TASK, "End": True}}}, {}, [])
    first["timestamp"] -= timedelta(milliseconds=210)
    last["timestamp"] += timedelta(milliseconds=340)
    return "a task that begins late, and ends some time before the run does", [first, *between, last]


_TASK = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:note"}


def _played(definition: dict[str, Any], given: Any, script: list[Fault]) -> list[dict[str, Any]]:
    clock = Clock()

    def work(_: Any) -> dict[str, Any]:
        clock.sleep(0.0137)
        return {}

    actors = {"note": work, "sqs:sendMessage": work}
    return events(played(StateMachine.of(definition), given, actors, script=script, clock=clock))
