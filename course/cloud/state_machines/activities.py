"""Activities, and the workers that fetch their tasks.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from course.asl.engine.callbacks import POLL
from course.facts import value

from . import names, settings, tags
from .arns import parse
from .pages import page
from .refusals import RefusedError, does_not_exist, invalid

if TYPE_CHECKING:
    from .service import StateMachines

__all__ = ["Activity", "create", "delete", "describe", "list_all", "take"]

MOST: int = value("states.activities")

Parameters = dict[str, Any]


@dataclass(frozen=True)
class Activity:
    """A name under which workers fetch tasks."""

    name: str
    arn: str
    created: datetime
    encryption: dict[str, Any]


def create(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """CreateActivity; the same once more is harmless."""
    names.check(asked["name"])
    encryption = settings.encryption(asked.get("encryptionConfiguration"))
    account = service.account
    arn = f"arn:aws:states:{account.region}:{account.id}:activity:{asked['name']}"
    activity = service.activities.get(arn)
    if activity is None:
        if len(service.activities) >= MOST:
            raise RefusedError(
                "ActivityLimitExceeded", f"There are {MOST} activities already, which is the most"
            )
        tags.put(service, arn, asked.get("tags", []))
        activity = service.activities[arn] = Activity(asked["name"], arn, account.clock.now, encryption)
    elif activity.encryption != encryption:
        raise invalid("ActivityAlreadyExists", arn)
    return {"activityArn": arn, "creationDate": activity.created}


def describe(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """DescribeActivity."""
    activity = _activity(service, asked)
    return _listed(activity) | {"encryptionConfiguration": activity.encryption}


def list_all(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """ListActivities."""
    found, token = page(list(service.activities.values()), asked, "activities")
    return {"activities": [_listed(each) for each in found], "nextToken": token}


def delete(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """DeleteActivity; harmless when there is none."""
    arn = parse(asked["activityArn"], "activity").text
    service.activities.pop(arn, None)
    service.tags.pop(arn, None)
    return {}


def take(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """GetActivityTask: wait for a task up to a minute; without one the answer is empty."""
    arn, account = _activity(service, asked).arn, service.account
    patience = POLL if account.lives_here() else 0.0
    ticket = service.callbacks.take(arn, account.clock, asked.get("workerName"), seconds=patience)
    return {} if ticket is None else {"taskToken": ticket.token, "input": ticket.input}


def _activity(service: "StateMachines", asked: Parameters) -> Activity:
    arn = parse(asked["activityArn"], "activity").text
    if arn not in service.activities:
        raise does_not_exist("Activity", arn)
    return service.activities[arn]


def _listed(activity: Activity) -> dict[str, Any]:
    return {"activityArn": activity.arn, "name": activity.name, "creationDate": activity.created}
