"""The events from which the pattern of M13 E1 picks: what Step Functions tells of executions, and others that look alike."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from course.cloud.event_pattern import EventPattern
from grader.checks import Finding

from .envelopes import MILLISECONDS, bus_event, new_id

__all__ = ["BAD_ENDS", "Told", "overlooked", "status_change", "taken_by_mistake", "told"]

BAD_ENDS = ("FAILED", "TIMED_OUT", "ABORTED")
_ERRORS = {
    "FAILED": ("CardRefused", "the bank says no"),
    "ABORTED": ("Person", "the customer called"),
}
_NOT_REDRIVABLE = {
    "RUNNING": "Execution is RUNNING and cannot be redriven",
    "SUCCEEDED": "Execution is SUCCEEDED and cannot be redriven",
}


@dataclass(frozen=True)
class Told:
    """An event, what it is in words, and whether somebody has to look after it."""

    what: str
    event: dict[str, Any]
    wanted: bool = False

    @property
    def looks(self) -> dict[str, Any]:
        """What a pattern can tell it by."""
        detail = {
            name: self.event["detail"][name]
            for name in ("status", "stateMachineArn", "state")
            if name in self.event["detail"]
        }
        return {"source": self.event["source"], "detail-type": self.event["detail-type"], "detail": detail}


def told(rng: random.Random, machine_arn: str) -> list[Told]:
    """Return what comes along on the default bus, of this machine and of others."""
    ours = [
        Told(f"your machine, {status}", status_change(rng, machine_arn, status), status in BAD_ENDS)
        for status in ("RUNNING", "SUCCEEDED", *BAD_ENDS)
    ]
    sibling = f"{machine_arn}-test"
    other = machine_arn.rpartition(":")[0] + f":claims-{rng.randint(10, 99)}"
    others = [
        Told(f"another machine, {status}", status_change(rng, arn, status))
        for arn, status in ((other, "FAILED"), (sibling, "TIMED_OUT"), (other, "ABORTED"))
    ]
    copied = status_change(rng, machine_arn, rng.choice(BAD_ENDS)) | {"source": "insurance.runbook"}
    alarm = bus_event(rng, {"alarmName": "slow", "state": {"value": "ALARM"}})
    alarm |= {"source": "aws.cloudwatch", "detail-type": "CloudWatch Alarm State Change"}
    return [
        *ours,
        *others,
        Told("the runbook's copy of an event about your machine", copied),
        Told("an alarm", alarm),
    ]


def status_change(rng: random.Random, machine_arn: str, status: str) -> dict[str, Any]:
    """Return the event that tells of an execution's change of status."""
    name, ended = new_id(rng), status != "RUNNING"
    execution_arn = f"{machine_arn.replace(':stateMachine:', ':execution:')}:{name}"
    error, cause = _ERRORS.get(status, (None, None))
    succeeded = status == "SUCCEEDED"
    detail = {
        "executionArn": execution_arn,
        "stateMachineArn": machine_arn,
        "stateMachineVersionArn": None,
        "stateMachineAliasArn": None,
        "name": name,
        "status": status,
        "startDate": MILLISECONDS,
        "stopDate": MILLISECONDS + rng.randint(900, 20_000) if ended else None,
        "input": "{}",
        "inputDetails": {"included": True},
        "output": "{}" if succeeded else None,
        "outputDetails": {"included": True} if succeeded else None,
        "error": error,
        "cause": cause,
        "redriveCount": 0,
        "redriveDate": None,
        "redriveStatus": "NOT_REDRIVABLE" if status in _NOT_REDRIVABLE else "REDRIVABLE",
        "redriveStatusReason": _NOT_REDRIVABLE.get(status),
    }
    envelope = {"source": "aws.states", "detail-type": "Step Functions Execution Status Change"}
    return bus_event(rng, detail) | envelope | {"resources": [execution_arn]}


def overlooked(pattern: EventPattern, wanted: Iterable[Told]) -> Iterator[Finding]:
    """Find the events that a pattern should pick, and does not."""
    for each in wanted:
        decision = pattern.decide(each.event)
        if not decision.matched:
            reason = decision.deciding.reason if decision.deciding else decision.reason
            yield Finding(each.what, each.looks, f"not picked: {reason}", "picked")


def taken_by_mistake(pattern: EventPattern, others: Iterable[Told]) -> Iterator[Finding]:
    """Find the events that a pattern picks, and should not."""
    for each in others:
        if pattern.matches(each.event):
            yield Finding(each.what, each.looks, "picked", "not picked")
