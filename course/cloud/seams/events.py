"""Amazon EventBridge: patterns as AWS reads them, deliveries of our own, replays on virtual time, refusals."""

import json
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.events.exceptions import IllegalStatusException, ValidationException
from moto.events.models import Archive, EventsBackend, Replay, ReplayState, Rule
from moto.events.responses import EventsHandler

from course.cloud import running
from course.cloud.event_pattern import EventError, PatternError, parse, read_event
from course.cloud.events import archives
from course.cloud.events.entries import TooLargeError, TooManyError
from course.cloud.events.validation import (
    RefusedError,
    check_count,
    check_name,
    check_pattern,
    check_rules,
    check_schedule,
    check_target,
)

from .seam import Seam

__all__ = ["SEAMS"]


def _refusal(refused: RefusedError | PatternError) -> JsonRESTError:
    error = JsonRESTError(refused.code, refused.message)
    if refused.code == "NotImplemented":
        error.code = 501
    return error


def _refuse_ignored(response: EventsHandler, operation: str, *names: str) -> None:
    """Refuse parameters that would be stored and never looked at."""
    for name in names:
        if response._get_param(name):  # noqa: SLF001
            raise _refusal(
                RefusedError("NotImplemented", f"the lab does not know {name} of events {operation}")
            )


def _create_event_bus(response: EventsHandler) -> tuple[str, dict[str, Any]]:
    _refuse_ignored(response, "CreateEventBus", "DeadLetterConfig", "LogConfig", "EventSourceName")
    return _moto_create_event_bus(response)


def _put_events(_: EventsBackend, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    try:
        return list(running.current().events.accept(events))
    except (TooManyError, TooLargeError) as refusal:
        raise ValidationException(str(refusal)) from None


def _put_partner_events(_: EventsBackend, entries: list[dict[str, Any]]) -> None:
    raise NotImplementedError(entries)


def _put_rule(
    backend: EventsBackend,
    name: str,
    description: str | None = None,
    event_bus_arn: str | None = None,
    event_pattern: str | None = None,
    role_arn: str | None = None,
    scheduled_expression: str | None = None,
    state: str | None = None,
    managed_by: str | None = None,
    tags: list[dict[str, str]] | None = None,
) -> Rule:
    try:
        check_name(name, "name")
        check_pattern(event_pattern)
        check_schedule(scheduled_expression)
        bus = backend.event_buses.get(backend._normalize_event_bus_arn(event_bus_arn))  # noqa: SLF001
        check_rules(bus.rules if bus else {}, name)
    except (RefusedError, PatternError) as refusal:
        raise _refusal(refusal) from None
    rule: Rule = _moto_put_rule(
        backend,
        name,
        description,
        event_bus_arn,
        event_pattern,
        role_arn,
        scheduled_expression,
        state,
        managed_by,
        tags,
    )
    running.current().events.ticks.follow(rule)
    return rule


def _delete_rule(backend: EventsBackend, name: str, event_bus_arn: str | None) -> None:
    bus = backend.event_buses.get(backend._normalize_event_bus_arn(event_bus_arn))  # noqa: SLF001
    rule = bus.rules.get(name) if bus else None
    _moto_delete_rule(backend, name, event_bus_arn)
    if rule:
        running.current().events.ticks.forget(rule.arn)


def _enable(rule: Rule) -> None:
    _moto_enable(rule)
    running.current().events.ticks.follow(rule)


def _disable(rule: Rule) -> None:
    _moto_disable(rule)
    running.current().events.ticks.follow(rule)


def _put_targets(
    backend: EventsBackend, name: str, event_bus_arn: str | None, targets: list[dict[str, Any]]
) -> None:
    account = running.current()
    # First, because to AWS a rule that is not there is the graver fault.
    rule = backend.describe_rule(name, event_bus_arn)
    managed = rule.managed_by is not None  # an archive's own target is none that others could name
    try:
        check_count(rule.targets, targets)
        for place, target in enumerate(targets, 1):
            check_target(target, place, known=managed or account.targets.knows(target["Arn"]))
    except RefusedError as refusal:
        raise _refusal(refusal) from None
    _moto_put_targets(backend, name, event_bus_arn, targets)


def _test_event_pattern(response: EventsHandler) -> tuple[str, dict[str, Any]]:
    try:
        event = read_event(response._get_param("Event") or "")  # noqa: SLF001
        found = parse(response._get_param("EventPattern") or "").matches(event)  # noqa: SLF001
    except EventError as refusal:
        raise ValidationException(refusal.message) from None
    except PatternError as refusal:
        raise _refusal(refusal) from None
    return json.dumps({"Result": found}), response.response_headers


def _create_archive(
    backend: EventsBackend,
    name: str,
    source_arn: str,
    description: str,
    event_pattern: str,
    retention: str,
) -> Archive:
    try:
        check_pattern(event_pattern)
    except (RefusedError, PatternError) as refusal:
        raise _refusal(refusal) from None
    return _moto_create_archive(backend, name, source_arn, description, event_pattern, retention)


def _update_archive(
    backend: EventsBackend, name: str, description: str, event_pattern: str, retention: str
) -> dict[str, Any]:
    try:
        check_pattern(event_pattern)
    except (RefusedError, PatternError) as refusal:
        raise _refusal(refusal) from None
    return _moto_update_archive(backend, name, description, event_pattern, retention)


def _describe_archive(archive: Archive) -> dict[str, Any]:
    events = archives.kept(archive, running.current().now())
    return _moto_describe_archive(archive) | {"EventCount": len(events), "SizeBytes": archives.size(events)}


def _replay_events(replay: Replay, archive: Archive) -> None:
    running.current().events.replay(archive, replay)


def _describe_replay(replay: Replay) -> dict[str, Any]:
    found = _moto_describe_replay(replay)
    last = vars(replay).get("last_replayed")
    return found if last is None else found | {"EventLastReplayedTime": last}


def _cancel_replay(backend: EventsBackend, name: str) -> dict[str, str]:
    replay = backend._get_replay(name)  # noqa: SLF001
    if replay.state is ReplayState.COMPLETED:
        raise IllegalStatusException(f"Replay {name} is not in a valid state for this operation.")
    return _moto_cancel_replay(backend, name)


_moto_put_rule = EventsBackend.put_rule
_moto_delete_rule = EventsBackend.delete_rule
_moto_put_targets = EventsBackend.put_targets
_moto_create_archive = EventsBackend.create_archive
_moto_update_archive = EventsBackend.update_archive
_moto_create_event_bus = EventsHandler.create_event_bus
_moto_cancel_replay = EventsBackend.cancel_replay
_moto_enable = Rule.enable
_moto_disable = Rule.disable
_moto_describe_archive = Archive.describe_short
_moto_describe_replay = Replay.describe_short

_SCHEDULES = "moto stores schedules and never acts on them"
_AT_ONCE = "moto replays everything within the call, whatever time was asked for, and to every rule"
SEAMS = (
    Seam(
        EventsBackend,
        "put_events",
        _put_events,
        "moto delivers within the sender's call, once, to few kinds of target, and fails the sender for the others",
    ),
    Seam(
        EventsBackend,
        "put_partner_events",
        _put_partner_events,
        "moto puts a partner's events as if they were one's own, and the lab does not have partners' buses",
    ),
    Seam(EventsBackend, "put_rule", _put_rule, "moto accepts patterns and schedules that AWS refuses"),
    Seam(EventsBackend, "delete_rule", _delete_rule, _SCHEDULES),
    Seam(Rule, "enable", _enable, _SCHEDULES),
    Seam(Rule, "disable", _disable, _SCHEDULES),
    Seam(
        EventsBackend,
        "put_targets",
        _put_targets,
        "moto accepts any number of targets, and any input for them",
    ),
    Seam(EventsHandler, "test_event_pattern", _test_event_pattern, "moto does not answer TestEventPattern"),
    Seam(EventsBackend, "create_archive", _create_archive, "moto accepts patterns that AWS refuses"),
    Seam(EventsBackend, "update_archive", _update_archive, "moto accepts patterns that AWS refuses"),
    Seam(
        EventsHandler,
        "create_event_bus",
        _create_event_bus,
        "moto stores for nothing what would change the delivery of events",
    ),
    Seam(
        Archive,
        "describe_short",
        _describe_archive,
        "moto keeps events beyond RetentionDays, and tells the size of a list in memory",
    ),
    Seam(Replay, "replay_events", _replay_events, _AT_ONCE),
    Seam(Replay, "describe_short", _describe_replay, "moto does not tell how far a replay has come"),
    Seam(EventsBackend, "cancel_replay", _cancel_replay, _AT_ONCE),
)
