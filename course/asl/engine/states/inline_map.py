"""An inline Map: its items walked in lanes, as many as MaxConcurrency allows, each taking the next item in turn."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from course.asl.engine.context import of_item
from course.asl.engine.flow import Flow
from course.asl.engine.retry import is_fatal
from course.asl.engine.visit import Outcome
from course.asl.errors import EvaluationError, StatesError
from course.asl.scope import Scope
from course.facts import value

from .attempt import Attempt
from .cut import cut_others

__all__ = ["concurrency", "inline_map", "select"]

AT_ONCE: int = value("states.map.inline_concurrency")


def inline_map(attempt: Attempt) -> Outcome:
    """Walk the item processor once for each item; the result has the outputs in the order of the items."""
    flow = attempt.flow
    attempt.stages.pop("afterItemSelector", None)  # what an attempt before this one selected
    begun = {each.iteration[-1]: each for each in flow.take_up()}
    items = attempt.language.items(attempt.fields, attempt.scope, attempt.stages)
    lanes = min(concurrency(attempt) or AT_ONCE, AT_ONCE, len(items))
    if not begun and not flow.outputs:
        flow.add("MapStateStarted", "mapStateStartedEventDetails", {"length": len(items)})
    iterations = _Iterations(attempt, list(items), begun, alone=lanes == 1)
    flow.together([iterations.lane(first) for first in range(lanes)])
    outputs = [output for _, output in sorted(flow.outputs.items())]
    flow.leave_inside()
    return attempt.succeed_with("MapStateSucceeded", outputs)


def concurrency(attempt: Attempt) -> int:
    """Return MaxConcurrency, 0 where the state sets none. Raises EvaluationError."""
    found = attempt.whole("MaxConcurrency") or 0
    attempt.stages["maxConcurrency"] = found
    if found < 0:
        raise EvaluationError("States.Runtime", "MaxConcurrency cannot be negative.")
    return found


def select(attempt: Attempt, index: int, item: Any) -> Any:
    """Return the input of one iteration: the item, or what ItemSelector makes of it. Raises EvaluationError."""
    if "ItemSelector" not in attempt.fields and "Parameters" not in attempt.fields:
        return item
    scope = attempt.scope
    seen = of_item(dict(scope.context), index, item)
    stages: dict[str, Any] = {}
    selected = attempt.language.item(
        attempt.fields, Scope(scope.input, seen, scope.variables, scope.random, scope.effective), item, stages
    )
    attempt.stages.setdefault("afterItemSelector", []).append(selected)
    return selected


class _Iterations:
    """The iterations of one attempt, and the items that no lane has taken yet.

    A lane begins with an item of its own, so that all lanes have started before one takes its second. `begun` are
    iterations of before a redrive, by index, which go on; those with an output are not walked again.
    """

    def __init__(self, attempt: Attempt, items: list[Any], begun: dict[int, Flow], *, alone: bool) -> None:
        self._begun = begun
        self._attempt = attempt
        self._items = items
        self._alone = alone
        self._next = count()
        self._started = attempt.flow.previous

    def lane(self, first: int) -> Callable[[], None]:
        """Return the work of one lane."""
        next(self._next)

        def work() -> None:
            previous = self._started
            for index in self._mine(first):
                if index not in self._attempt.flow.outputs:
                    previous = self._walk(index, self._begun.get(index), previous)
                if not self._alone:
                    self._attempt.flow.execution.clock.sleep(0)  # the other lanes have their turn

        return work

    def _mine(self, first: int) -> Iterator[int]:
        yield first
        while (index := next(self._next)) < len(self._items):
            yield index

    def _walk(self, index: int, known: Flow | None, previous: int) -> int:
        """Walk one iteration; return the event that the lane's next one points back to."""
        attempt = self._attempt
        flow = attempt.flow
        iteration = known or self._begin(index, previous)
        about = iteration.item
        if known is None:
            iteration.add("MapIterationStarted", "mapIterationStartedEventDetails", about)
        try:
            attempt.walk(iteration)
        except StatesError as error:
            cut_others(flow, iteration, error)
            if not is_fatal(error):
                flow.note("MapIterationFailed", "mapIterationFailedEventDetails", about)
            raise
        # Ten thousand of them would cost the garbage collector more time than they themselves take.
        flow.children.remove(iteration)
        flow.outputs[index] = iteration.output
        flow.previous = flow.history.add(
            "MapIterationSucceeded", iteration.previous, "mapIterationSucceededEventDetails", about
        )
        return iteration.previous

    def _begin(self, index: int, previous: int) -> Flow:
        attempt, item = self._attempt, self._items[index]
        try:
            document = select(attempt, index, item)
        except StatesError as error:
            cut_others(attempt.flow, None, error)
            raise
        iteration = attempt.flow.branch(attempt.step.groups[0], document)
        iteration.previous = previous
        iteration.iteration = (*iteration.iteration, index)
        iteration.item = {"name": attempt.step.name, "index": index}
        iteration.around = of_item(iteration.around, index, item)
        return iteration
