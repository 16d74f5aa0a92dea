"""Comparing histories: what a wrong engine would do must be found."""

from typing import Any

import pytest
from recordings.histories import first_difference
from recordings.masks import Masks

Events = list[dict[str, Any]]


def event(id: Any, previous: int, type: str, **details: Any) -> dict[str, Any]:
    name = {"Entered": "stateEnteredEventDetails", "Exited": "stateExitedEventDetails"}
    found = next(
        (key for end, key in name.items() if type.endswith(end)), f"{type[0].lower()}{type[1:]}EventDetails"
    )
    bare = {"id": id, "previousEventId": previous, "timestamp": "timestamp", "type": type}
    return bare | {found: details} if details else bare


def plain() -> Events:
    return [
        event(1, 0, "ExecutionStarted", input={"a": 1}),
        event(2, 0, "PassStateEntered", name="P", input={"a": 1}),
        event(3, 2, "PassStateExited", name="P", output={"a": 1}),
        event(4, 3, "ExecutionSucceeded", output="[1]"),
    ]


def mapped() -> Events:
    return [
        event(1, 0, "ExecutionStarted", input="[7,8]"),
        event(2, 0, "MapStateEntered", name="M", input="[7,8]"),
        event(3, 2, "MapStateStarted", length=2),
        event(4, 3, "MapIterationStarted", name="M", index=0),
        event(5, 4, "PassStateEntered", name="P", input="7"),
        event(6, 3, "MapIterationStarted", name="M", index=1),
        event(7, 6, "PassStateEntered", name="P", input="8"),
        event(8, 5, "PassStateExited", name="P", output="7"),
        event(9, 8, "MapIterationSucceeded", name="M", index=0),
        event(10, 7, "PassStateExited", name="P", output="8"),
        event(11, 10, "MapIterationSucceeded", name="M", index=1),
        event(12, 11, "MapStateSucceeded"),
        event(13, 11, "MapStateExited", name="M", output="[7,8]"),
        event(14, 13, "ExecutionSucceeded", output="[7,8]"),
    ]


def distributed() -> Events:
    return [
        event(1, 0, "ExecutionStarted", input="[7]"),
        event(2, 0, "MapStateEntered", name="M", input="[7]"),
        event(3, 2, "MapStateStarted", length=1),
        event(4, 3, "MapRunStarted", mapRunArn="arn"),
        event(5, 4, "MapRunSucceeded"),
        event(6, 5, "MapStateSucceeded"),
        event(7, 4, "MapStateExited", name="M", output="[7]"),
        event(8, 7, "ExecutionSucceeded", output="[7]"),
    ]


def branched() -> Events:
    """As recorded: the branches in a regular order, without their ids and without their end."""
    return [
        event(1, 0, "ExecutionStarted", input={}),
        event(2, 0, "ParallelStateEntered", name="B", input={}),
        event(3, 2, "ParallelStateStarted"),
        event([0], 0, "PassStateEntered", name="P", input={}),
        event([0], 0, "PassStateExited", name="P", output={}),
        event(7, 5, "ParallelStateExited", name="B", output="[{}]"),
        event(8, 7, "ExecutionSucceeded", output="[{}]"),
    ]


def really_branched() -> Events:
    return [
        *branched()[:3],
        event(4, 3, "PassStateEntered", name="P", input={}),
        event(5, 4, "PassStateExited", name="P", output={}),
        event(6, 5, "ParallelStateSucceeded"),
        *branched()[5:],
    ]


def difference(recorded: Events, found: Events, **options: Any) -> str:
    return first_difference(recorded, found, Masks.of(["timestamp"]), **options) or "none"


@pytest.mark.parametrize("history", [plain(), mapped(), really_branched()], ids=["plain", "map", "parallel"])
def test_a_history_is_like_itself(history: Events) -> None:
    assert "none" == difference(history, history)


@pytest.mark.parametrize("history", [plain, mapped, really_branched], ids=["plain", "map", "parallel"])
def test_every_missing_event_is_found(history: Any) -> None:
    found = [
        difference(history(), history()[:index] + history()[index + 1 :]) for index in range(len(history()))
    ]

    assert "none" not in found


@pytest.mark.parametrize("history", [plain, mapped, really_branched], ids=["plain", "map", "parallel"])
def test_every_wrong_detail_is_found(history: Any) -> None:
    found = []
    for index in range(len(history())):
        wrong = history()
        details = [key for key in wrong[index] if key.endswith("EventDetails")]
        for key in details:
            wrong[index][key]["more"] = 1
        found += [difference(history(), wrong)] if details else []

    assert len(found) >= 4
    assert "none" not in found


def test_a_wrong_output_is_named() -> None:
    wrong = plain()
    wrong[2]["stateExitedEventDetails"]["output"] = {"a": 2}

    assert "event 3 PassStateExited/output/a: recorded 1, found 2" == difference(plain(), wrong)


def test_the_wrong_way_back_is_named() -> None:
    wrong = plain()
    wrong[3]["previousEventId"] = 2

    assert "event 4 ExecutionSucceeded/previousEventId: recorded 3, found 2" == difference(plain(), wrong)


def test_two_events_that_changed_places_are_found_where_order_counts() -> None:
    wrong = plain()
    wrong[1], wrong[2] = wrong[2], wrong[1]

    assert "found PassStateExited P" in difference(plain(), wrong)


def test_an_event_after_the_end_is_found() -> None:
    found = [*plain(), event(5, 4, "ExecutionFailed")]

    assert "event 5: not in the recording, found ExecutionFailed" == difference(plain(), found)


def test_a_recording_that_ends_early_says_nothing_of_the_rest() -> None:
    assert "none" == difference(plain()[:2], plain(), complete=False)


def test_iterations_may_take_turns_otherwise() -> None:
    order = [0, 1, 2, 3, 5, 4, 6, 9, 10, 7, 8, 11, 12, 13]
    ids = {mapped()[old]["id"]: new + 1 for new, old in enumerate(order)} | {0: 0}
    found = [
        one | {"id": ids[one["id"]], "previousEventId": ids[one["previousEventId"]]}
        for one in (mapped()[index] for index in order)
    ]

    assert "none" == difference(mapped(), found)


def test_iterations_that_changed_their_way_back_are_found() -> None:
    wrong = mapped()
    wrong[7]["previousEventId"], wrong[9]["previousEventId"] = 7, 5

    assert "found following [7]" in difference(mapped(), wrong)


def test_an_iteration_that_ended_otherwise_is_found() -> None:
    wrong = mapped()
    wrong[10] = event(11, 10, "MapIterationFailed", name="M", index=1)

    assert "MapIterationSucceeded M" in difference(mapped(), wrong)


def test_branches_are_compared_though_their_ids_were_left_out() -> None:
    wrong = really_branched()
    wrong[4]["stateExitedEventDetails"]["output"] = {"x": 1}

    assert "none" == difference(branched(), really_branched())
    assert "PassStateExited P: found with/output/x" in difference(branched(), wrong)


def test_more_events_than_a_regular_recording_counts_are_found() -> None:
    found = [*really_branched(), event(9, 8, "ParallelStateSucceeded")]

    assert "recorded 8 events, found 9" in difference(branched(), found)


def test_the_exit_of_a_distributed_map_may_point_to_the_end_of_its_run_as_well() -> None:
    ended, entered = distributed(), distributed()
    ended[6]["previousEventId"], entered[6]["previousEventId"] = 5, 3

    assert "none" == difference(distributed(), ended)
    assert "event 7 MapStateExited/previousEventId: recorded 4, found 3" == difference(distributed(), entered)


def test_a_wrong_output_of_a_distributed_map_is_found_wherever_its_exit_points() -> None:
    wrong = distributed()
    wrong[6]["previousEventId"] = 5
    wrong[6]["stateExitedEventDetails"]["output"] = "[8]"

    assert "event 7 MapStateExited/output/0: recorded 7, found 8" == difference(distributed(), wrong)
