"""What is known of one visit to one state, for pictures, steppers and explanations."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from course.asl.errors import StatesError
from course.asl.query import Stages

__all__ = ["Outcome", "Visit"]


@dataclass(slots=True)
class Visit:
    """One visit to one state.

    `path` leads to the state in the definition, `iteration` holds the indexes of the Map items around it. `event` is
    the id of its entered event, `attempts` counts from 1, retries included. `stages` has the document at each stage of
    the data flow, under the names of TestState's inspection data. `error` is what went wrong last, even if it was
    caught; `next` is None at the end of its group of states, and as long as it is not left.
    """

    name: str
    path: tuple[str | int, ...]
    type: str
    iteration: tuple[int, ...]
    event: int
    entered: datetime
    input: Any
    left: datetime | None = None
    attempts: int = 0
    stages: Stages = field(default_factory=dict)
    output: Any = None
    next: str | None = None
    error: StatesError | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a state was left: its output, what it assigned, and where to go; None ends the group of states."""

    output: Any
    assigned: dict[str, Any]
    next: str | None
