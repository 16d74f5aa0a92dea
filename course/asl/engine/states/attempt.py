"""One attempt of one state: what its work can see and use."""

from dataclasses import dataclass
from typing import Any

from course.asl.engine.flow import Flow
from course.asl.engine.plan import Step
from course.asl.engine.visit import Outcome, Visit
from course.asl.errors import StatesError
from course.asl.query import QueryLanguage, Stages, State
from course.asl.scope import Scope

from .numbers import mistaken, whole

__all__ = ["Attempt"]


@dataclass(slots=True)
class Attempt:
    """The state (`step`), the line of states that it is visited by (`flow`), and what its expressions see (`scope`)."""

    flow: Flow
    step: Step
    visit: Visit
    scope: Scope

    @property
    def fields(self) -> State:
        """The state as written."""
        return self.step.fields

    @property
    def language(self) -> QueryLanguage:
        """The query language that the state is written in."""
        return self.step.language

    @property
    def stages(self) -> Stages:
        """Where the stages of its data flow are kept."""
        return self.visit.stages

    def field(self, name: str, default: Any = None) -> Any:
        """Return a field that may be fixed, a path, or an expression. Raises EvaluationError."""
        return self.language.field(self.fields, name, self.scope, default)

    def whole(self, name: str) -> int | None:
        """Return a field that must be a whole number, or None if there is none. Raises EvaluationError."""
        return whole(self.fields, name, self.language, self.scope)

    def seconds(self, name: str) -> int | None:
        """Return a time limit (seconds), or None if there is none. Raises EvaluationError."""
        found = self.whole(name)
        if found is not None and found <= 0:
            raise mistaken(
                self.fields, name, f"The {name} field must be a positive integer, but was: {found}"
            )
        return found

    def arguments(self) -> Any:
        """Return what the state works on. Raises EvaluationError."""
        return self.language.arguments(self.fields, self.scope, self.stages)

    def walk(self, line: Flow) -> Any:
        """Walk a line of states inside this one to its end; return its output. Raises StatesError."""
        return self.flow.execution.walk(line)

    def succeed_with(self, event: str, result: Any) -> Outcome:
        """Note that all inside the state has succeeded, and leave it with `result`. Raises EvaluationError.

        The state's exit points back past the note; what fails on the way out points back to it.
        """
        noted = self.flow.note(event)
        try:
            return self.leave_with(result)
        except StatesError:
            self.flow.previous = noted
            raise

    def leave_with(self, result: Any) -> Outcome:
        """Return how the state is left when its work gave `result`. Raises EvaluationError."""
        output, assigned = self.language.outcome(self.fields, self.scope, result, self.stages)
        return Outcome(output, assigned, self.step.next)
