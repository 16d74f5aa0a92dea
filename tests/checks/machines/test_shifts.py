"""Work that takes its time: how long, in which order, and how much of it at once."""

from typing import Any

from course.asl import StateMachine, StatesError
from course.clock import Clock
from grader.checks.machines import Shifts, played

ARN = "arn:aws:lambda:us-east-1:123456789012:function:work"


def lanes(bound: int) -> StateMachine:
    """A Map over the input that lets the function work on each item."""
    processor = {"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": ARN, "End": True}}}
    each = {"Type": "Map", "MaxConcurrency": bound, "ItemProcessor": processor, "End": True}
    return StateMachine.of({"StartAt": "Each", "States": {"Each": each}})


def worked(bound: int, items: list[int]) -> tuple[Shifts, Any]:
    """Let each item take as many seconds as it says; one that says 0 fails."""
    clock = Clock()

    def work(seconds: int) -> int:
        if not seconds:
            raise StatesError("Nothing", "there is nothing to do")
        return -seconds

    shifts = Shifts(clock, lambda seconds: seconds or 1, work)
    return shifts, played(lanes(bound), items, {"work": shifts}, clock=clock)


def test_calls_take_their_time_and_give_their_answers():
    shifts, story = worked(1, [3, 4])

    assert ([-3, -4], 7) == (story.output, story.seconds)
    assert [(3, 0, 3), (4, 3, 7)] == [(each.payload, each.begun, each.ended) for each in shifts.done]


def test_as_many_are_worked_on_at_once_as_lanes_let_in():
    assert [1, 2, 4] == [worked(bound, [5, 3, 4, 2])[0].most for bound in (1, 2, 0)]


def test_work_goes_on_where_its_lane_was_broken_off():
    shifts, story = worked(0, [9, 0])

    assert ("FAILED", "Nothing", 1) == (story.status, story.error, story.seconds)
    assert [9, 1] == [each.ended for each in shifts.done]
