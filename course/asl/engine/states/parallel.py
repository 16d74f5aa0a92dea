"""Parallel: its branches side by side, each with the same input; the first that fails ends the others."""

from collections.abc import Callable

from course.asl.engine.flow import Flow
from course.asl.engine.visit import Outcome
from course.asl.errors import StatesError

from .attempt import Attempt
from .cut import cut_others

__all__ = ["parallel"]


def parallel(attempt: Attempt) -> Outcome:
    """Walk all branches; the result is the list of their outputs."""
    flow = attempt.flow
    branches = flow.take_up()
    if not branches:
        document = attempt.arguments()
        flow.add("ParallelStateStarted")
        branches = [flow.branch(group, document) for group in attempt.step.groups]
    finished: list[Flow] = []
    flow.together([_follow(attempt, branch, finished) for branch in branches if not branch.is_done])
    flow.leave_inside()
    flow.previous = finished[-1].previous if finished else flow.previous
    return attempt.succeed_with("ParallelStateSucceeded", [branch.output for branch in branches])


def _follow(attempt: Attempt, branch: Flow, finished: list[Flow]) -> Callable[[], None]:
    def follow() -> None:
        try:
            attempt.walk(branch)
        except StatesError as error:
            cut_others(attempt.flow, branch, error)
            raise
        finished.append(branch)

    return follow
