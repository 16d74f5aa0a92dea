"""Archives keep what a bus saw, and replays send it once more."""

import json
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def bus(shop):
    return shop.events.create_event_bus(Name="orders")["EventBusArn"]


def _archive(shop, bus, **asked):
    return shop.events.create_archive(ArchiveName="a", EventSourceArn=bus, **asked)["ArchiveArn"]


def _replay(shop, archive, bus, name="again", seconds=3600, **destination):
    now = shop.account.clock.now
    shop.events.start_replay(
        ReplayName=name,
        EventSourceArn=archive,
        EventStartTime=now - timedelta(seconds=seconds),
        EventEndTime=now + timedelta(seconds=1),
        Destination={"Arn": bus, **destination},
    )


def test_a_replay_sends_the_archived_events_once_more_and_names_itself(shop, bus):
    archive = _archive(shop, bus)
    shop.rule(shop.queue(), bus="orders")
    first = shop.put({"n": 1}, EventBusName="orders")
    _replay(shop, archive, bus)
    shop.account.settle()
    before, after = shop.bodies()

    assert ("again", {"n": 1}) == (after["replay-name"], after["detail"])
    assert first["EventId"] == before["id"] != after["id"]
    assert before["time"] == after["time"]


def test_a_replay_begins_runs_and_is_completed_as_time_passes(shop, bus):
    archive = _archive(shop, bus)
    shop.put(EventBusName="orders")
    _replay(shop, archive, bus)
    states = [shop.events.describe_replay(ReplayName="again")["State"]]
    shop.account.settle()
    found = shop.events.describe_replay(ReplayName="again")

    assert ["RUNNING", "COMPLETED"] == [*states, found["State"]]
    assert found["EventLastReplayedTime"]
    with pytest.raises(ClientError, match="not in a valid state"):
        shop.events.cancel_replay(ReplayName="again")


def test_a_replay_can_be_cancelled_on_its_way(shop, bus):
    archive = _archive(shop, bus)
    shop.rule(shop.queue(), bus="orders")
    for _ in range(3):
        shop.put(EventBusName="orders")
    shop.bodies()
    _replay(shop, archive, bus)
    shop.events.cancel_replay(ReplayName="again")
    shop.account.settle()

    assert [] == shop.bodies()
    assert "CANCELLED" == shop.events.describe_replay(ReplayName="again")["State"]


def test_an_archive_keeps_only_what_its_pattern_wants(shop, bus):
    _archive(shop, bus, EventPattern='{"detail": {"n": [{"numeric": [">", 1]}]}}')
    for n in range(4):
        shop.put({"n": n}, EventBusName="orders")
    shop.put({"n": 9})  # on the default bus

    assert 2 == shop.events.describe_archive(ArchiveName="a")["EventCount"]


def test_an_archive_forgets_after_its_days(shop, bus):
    _archive(shop, bus, RetentionDays=2)
    shop.put(EventBusName="orders")
    shop.account.clock.advance(86_400)
    shop.put(EventBusName="orders")
    counts = [shop.events.describe_archive(ArchiveName="a")["EventCount"]]
    shop.account.clock.advance(86_400 + 60)
    found = shop.events.describe_archive(ArchiveName="a")

    assert [2, 1] == [*counts, found["EventCount"]]
    assert 100 < found["SizeBytes"] < 300


def test_a_replay_sends_only_what_happened_in_its_time(shop, bus):
    archive = _archive(shop, bus)
    shop.put({"n": 1}, EventBusName="orders")
    shop.account.clock.advance(7200)
    shop.put({"n": 2}, EventBusName="orders")
    shop.rule(shop.queue(), bus="orders")
    _replay(shop, archive, bus, seconds=3600)
    shop.account.settle()

    assert [2] == [event["detail"]["n"] for event in shop.bodies()]


def test_what_is_replayed_is_not_archived_again(shop, bus):
    archive = _archive(shop, bus)
    shop.put(EventBusName="orders")
    _replay(shop, archive, bus)
    shop.account.settle()

    assert 1 == shop.events.describe_archive(ArchiveName="a")["EventCount"]


def test_a_replay_can_be_for_some_rules_alone(shop, bus):
    archive = _archive(shop, bus)
    shop.put(EventBusName="orders")
    wanted = shop.rule(shop.queue("one"), name="one", bus="orders")
    shop.rule(shop.queue("two"), name="two", bus="orders")
    _replay(shop, archive, bus, FilterArns=[wanted])
    shop.account.settle()

    assert (1, 0) == (len(shop.bodies("one")), len(shop.bodies("two")))


def test_a_rule_can_leave_replays_out(shop, bus):
    archive = _archive(shop, bus)
    shop.rule(shop.queue(), bus="orders", pattern={"source": ["shop"], "replay-name": [{"exists": False}]})
    shop.put(EventBusName="orders")
    _replay(shop, archive, bus)
    shop.account.settle()

    assert 1 == len(shop.bodies())


@pytest.mark.parametrize("operation", ["create_archive", "update_archive"])
def test_the_pattern_of_an_archive_is_refused_as_that_of_a_rule(shop, bus, operation):
    asked = {"ArchiveName": "a", "EventPattern": json.dumps({"a": [{"prefix": 1}]})}
    if operation == "create_archive":
        asked["EventSourceArn"] = bus
    else:
        _archive(shop, bus)

    with pytest.raises(ClientError, match="prefix match pattern must be a string"):
        getattr(shop.events, operation)(**asked)
