"""Amazon EventBridge Scheduler: schedules that act, and those that are refused."""

from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.scheduler.exceptions import ScheduleGroupNotFound
from moto.scheduler.models import EventBridgeSchedulerBackend, Schedule, ScheduleGroup
from moto.scheduler.responses import EventBridgeSchedulerResponse

from course.cloud import running
from course.cloud.scheduler.validation import RefusedError, check

from .seam import Seam

__all__ = ["SEAMS"]


def _check(asked: dict[str, Any]) -> None:
    target = asked["target"]
    known = running.current().targets.knows(target["Arn"])
    try:
        check(
            asked["schedule_expression"],
            asked["schedule_expression_timezone"],
            asked["flexible_time_window"],
            target,
            known=known,
        )
    except RefusedError as refusal:
        error = JsonRESTError(refusal.code, refusal.message)
        error.code = 501 if refusal.code == "NotImplemented" else 400
        raise error from None


def _create_schedule(backend: EventBridgeSchedulerBackend, **asked: Any) -> Schedule:
    backend.get_schedule_group(asked["group_name"])  # raises for a group that is not there
    _check(asked)
    schedule: Schedule = _moto_create_schedule(backend, **asked)
    running.current().scheduler.follow(schedule)
    return schedule


def _update_schedule(backend: EventBridgeSchedulerBackend, **asked: Any) -> Schedule:
    _check(asked)
    schedule: Schedule = _moto_update_schedule(backend, **{**asked, "state": asked["state"] or "ENABLED"})
    running.current().scheduler.follow(schedule)
    return schedule


def _update_request(response: EventBridgeSchedulerResponse) -> str:
    answer = _moto_update_request(response)
    name = response.uri.split("?")[0].split("/")[-1]
    schedule = response.scheduler_backend.get_schedule(response._get_param("GroupName"), name)  # noqa: SLF001
    schedule.action_after_completion = response._get_param("ActionAfterCompletion")  # noqa: SLF001
    return answer


def _delete_schedule(backend: EventBridgeSchedulerBackend, group_name: str | None, name: str) -> None:
    arn = backend.get_schedule(group_name, name).arn
    _moto_delete_schedule(backend, group_name, name)
    running.current().scheduler.forget(arn)


def _create_group(
    backend: EventBridgeSchedulerBackend, name: str, tags: list[dict[str, str]]
) -> ScheduleGroup:
    if name in backend.schedule_groups:
        raise JsonRESTError("ConflictException", f"Schedule group {name} already exists.")
    return _moto_create_group(backend, name, tags)


def _delete_group(backend: EventBridgeSchedulerBackend, name: str | None) -> None:
    group = backend.schedule_groups.get(name or "default")
    if group is None:
        raise ScheduleGroupNotFound(name or "default")
    for schedule in group.schedules.values():
        running.current().scheduler.forget(schedule.arn)
    _moto_delete_group(backend, name)


_moto_create_schedule = EventBridgeSchedulerBackend.create_schedule
_moto_update_schedule = EventBridgeSchedulerBackend.update_schedule
_moto_delete_schedule = EventBridgeSchedulerBackend.delete_schedule
_moto_create_group = EventBridgeSchedulerBackend.create_schedule_group
_moto_delete_group = EventBridgeSchedulerBackend.delete_schedule_group
_moto_update_request = EventBridgeSchedulerResponse.update_schedule

_STORED = "moto stores any schedule, and never acts on one"
SEAMS = (
    Seam(EventBridgeSchedulerBackend, "create_schedule", _create_schedule, _STORED),
    Seam(EventBridgeSchedulerBackend, "update_schedule", _update_schedule, _STORED),
    Seam(EventBridgeSchedulerBackend, "delete_schedule", _delete_schedule, _STORED),
    Seam(
        EventBridgeSchedulerBackend,
        "create_schedule_group",
        _create_group,
        "moto empties a group that is made again",
    ),
    Seam(
        EventBridgeSchedulerBackend,
        "delete_schedule_group",
        _delete_group,
        "moto breaks over a group that is not there",
    ),
    Seam(
        EventBridgeSchedulerResponse,
        "update_schedule",
        _update_request,
        "moto forgets ActionAfterCompletion when a schedule is changed",
    ),
)
