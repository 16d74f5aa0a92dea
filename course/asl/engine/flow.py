"""A line of states that run one after another: the execution's own, a branch of a Parallel, an iteration of a Map."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from course.asl.json_text import compact
from course.asl.scope import Scope
from course.clock import Task

from . import context
from .history import WHOLE, Ended
from .limits import checked, texts_of
from .plan import Group, Step
from .visit import Outcome, Visit

if TYPE_CHECKING:
    from .execution import Execution

__all__ = ["Flow"]

NOTHING = object()

# States that something outside can interrupt; the others are over as soon as they have begun.
LASTING = frozenset({"Task", "Wait", "Parallel", "Map"})

# A line of states that moves on so many times in a row while no time passes is a loop that never waits.
BREATHLESS = 10_000


class Flow:
    """One line of states, and where it stands.

    `previous` is the event that its next event points back to. `variables` are all that its states may read; the dict
    is never changed in place, so branches share it. `item` is what events say of the iteration that it is, if it is one:
    the Map state's name and the index. `children` are the lines inside its present state; an iteration is let go of at
    its end, and `outputs` keeps what it came to, by index. `tasks` is what runs on the clock for the line, `when_cut`
    what ends the jobs that it has begun elsewhere.
    """

    def __init__(
        self,
        execution: "Execution",
        group: Group,
        document: Any,
        around: context.Context,
        variables: dict[str, Any],
        previous: int,
    ) -> None:
        self.execution = execution
        self.history = execution.log
        self.group = group
        self.around = around
        self.variables = variables
        self.previous = previous
        self.iteration: tuple[int, ...] = ()
        self.item: dict[str, Any] | None = None
        self.children: list[Flow] = []
        self.outputs: dict[int, Any] = {}
        self.tasks: list[Task] = []
        self.when_cut: list[Callable[[], object]] = []
        self.step: Step | None = None
        self.visit: Visit | None = None
        self.at: str | None = group.start
        self.document = document
        self.output: Any = NOTHING
        self._known: Any = NOTHING
        self._text = ""
        self._moves = 0
        self._elapsed = -1.0
        self._entered = ""
        self._resumes = False

    @property
    def is_done(self) -> bool:
        """Tell whether it came to its end."""
        return self.output is not NOTHING

    def branch(self, group: Group, document: Any) -> "Flow":
        """Return a line of states inside this one's present state; it reads this one's variables, and sets its own."""
        child = Flow(self.execution, group, document, self.around, self.variables, self.previous)
        child.iteration = self.iteration
        self.children.append(child)
        return child

    def text(self, document: Any) -> str:
        """Return a document as JSON; the one asked for last is known."""
        if document is not self._known:
            self.learn(document, compact(document))
        return self._text

    def learn(self, document: Any, text: str) -> None:
        """Remember the text of a document that is about to be handed on."""
        self._known, self._text = document, text

    def add(self, type: str, key: str = "", details: dict[str, Any] | None = None) -> int:
        """Write an event down that follows the line's last one, and let the next follow this one."""
        self.previous = self.history.add(type, self.previous, key, details)
        return self.previous

    def note(self, type: str, key: str = "", details: dict[str, Any] | None = None) -> int:
        """Write an event down that nothing will follow: the next points back to the same event as this one."""
        return self.history.add(type, self.previous, key, details)

    def enter(self, step: Step) -> Visit:
        """Enter a state; after a redrive the line stands in it already."""
        self.step = step
        if self._resumes and self.visit is not None:
            self._tell_entered(self.visit)
            return self.visit
        self._resumes = False
        self._breathe()
        document = self.document
        text = self.execution.input_text if document is self.execution.input else self.text(document)
        details = {"name": step.name, "input": text, "inputDetails": WHOLE}
        number = self.add(step.entered, "stateEnteredEventDetails", details)
        visit = Visit(step.name, step.path, step.type, self.iteration, number, self.history.now, document)
        visit.stages["input"] = document
        self.visit, self._entered = visit, self.history.now_text
        self.execution.visits.append(visit)
        self._tell_entered(visit)
        return visit

    def leave(self, step: Step, visit: Visit, outcome: Outcome) -> None:
        """Leave a state with its output and what it assigns. Raises TooLargeError before anything has changed."""
        text = checked(self.text(outcome.output), step.name)
        details: dict[str, Any] = {"name": step.name, "output": text, "outputDetails": WHOLE}
        if outcome.assigned:
            details["assignedVariables"] = texts_of(outcome.assigned, self.variables, step.name)
            details["assignedVariablesDetails"] = WHOLE
            self.variables = {**self.variables, **outcome.assigned}
        self.add(step.exited, "stateExitedEventDetails", details)
        visit.output, visit.next, visit.left = outcome.output, outcome.next, self.history.now
        self.visit, self._resumes = None, False
        for observer in self.execution.world.observers:
            observer.left(self, visit)

    def scope(self, step: Step, visit: Visit, retries: int) -> Scope:
        """Return what the expressions of one attempt see."""
        seen = context.of_visit(self.around, step.name, self._entered, counts_retries=step.counts_retries)
        if retries:
            seen = context.with_retries(seen, retries)
        return Scope(visit.input, seen, self.variables, self.execution.chance)

    def take_up(self) -> "list[Flow]":
        """Return the lines inside its present state that a redrive goes on with; none where it begins anew.

        The `outputs` are those of before the redrive as well.
        """
        if self._resumes:
            self._resumes = False
            return self.children
        self.leave_inside()
        return []

    def leave_inside(self) -> None:
        """Let go of the lines inside its present state, and of what iterations have come to."""
        self.children, self.outputs = [], {}

    def redriven(self, around: context.Context) -> None:
        """Make it go on from where it failed or was cut, and so the lines inside its present state."""
        self._resumes = True
        self.around = {**self.around, **around}
        for child in self.children:
            if not child.is_done:
                child.redriven(around)

    def note_cut(self, previous: int) -> None:
        """Write down that this line was cut where it stood; `previous` is the event that cut it."""
        if self.item is not None:
            self.history.add("MapIterationAborted", previous, "mapIterationAbortedEventDetails", self.item)
        if self.visit is not None and self.step is not None and self.step.type in LASTING:
            self.history.add(self.step.aborted, previous)
        for child in self.children:
            child.note_cut(previous)

    def cut(self) -> None:
        """End all that runs for this line, and whatever runs inside it; nothing of it runs any further."""
        for child in self.children:
            child.cut()
        self.end_jobs()
        self.stop_tasks()
        for observer in self.execution.world.observers:
            observer.cut_line(self)

    def end_jobs(self) -> None:
        """End what its present state has begun elsewhere; nobody waits for it any more."""
        jobs, self.when_cut = self.when_cut, []
        for end_job in jobs:
            end_job()

    def stop_tasks(self) -> None:
        """Stop all that runs for it, but for what runs at this moment."""
        running = self.execution.clock.running
        for task in self.tasks:
            if task is not running:
                task.interrupt(Ended())
        self.tasks = []

    def together(self, works: Sequence[Callable[[], None]]) -> None:
        """Do all of it side by side until everything is done, or one has failed: then that error is raised.

        What else is under way then goes on until it is cut.
        """
        if len(works) == 1:
            works[0]()
            return
        clock, waiting = self.execution.clock, self.execution.clock.running
        left, failures = len(works), list[BaseException]()

        def do(work: Callable[[], None]) -> None:
            nonlocal left, waiting
            try:
                work()
            except (Exception, Ended) as error:  # noqa: BLE001  raised again where all of them are waited for
                failures.append(error)
            left -= 1
            if waiting and (failures or not left):
                clock.call_later(0, waiting.resume, waiting.name)
                waiting = None

        self.tasks += [clock.spawn(do, work, name=self.execution.identity.name) for work in works]
        if waiting and works:
            waiting.suspend()
        if failures:
            raise failures[0]
        self.tasks = []

    def _tell_entered(self, visit: Visit) -> None:
        for observer in self.execution.world.observers:
            observer.entered(self, visit)

    def _breathe(self) -> None:
        """Let a loop that never waits come to the end of its time: an Express history has no limit to end it."""
        clock = self.execution.clock
        if clock.elapsed != self._elapsed:
            self._elapsed, self._moves = clock.elapsed, 0
        self._moves += 1
        if self._moves > BREATHLESS and self.execution.type == "EXPRESS":
            clock.sleep(max(self.execution.deadline - clock.elapsed, 0.0))
