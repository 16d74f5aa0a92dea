"""What one trial of a state found: the document after every stage, and the very stage at which it failed."""

from dataclasses import dataclass, field
from typing import Any

from course.asl import Diagnostic
from course.widgets.data_flow.handling import Handling
from course.widgets.data_flow.pipeline import stages_of
from course.widgets.data_flow.rules import Rule
from course.widgets.data_flow.subject import Subject

__all__ = ["Trial"]


@dataclass
class Trial:
    """What a trial found: documents by stage, as far as it came.

    `failed` is the stage that failed (empty: none did), with `error` and `cause`; `refused` says that AWS would not
    even take the definition or the mock; `doubt` is why TestState would not take the mock by itself. `variables` are those after the state; `seconds` is how long a Wait takes.
    """

    documents: dict[str, Any]
    failed: str = ""
    error: str = ""
    cause: str = ""
    refused: bool = False
    next: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    seconds: float = 0.0
    handling: Handling | None = None
    diagnostics: list[tuple[str, Diagnostic]] = field(default_factory=list)
    doubt: str = ""

    def stuck(self, subject: Subject) -> str:
        """Return the first stage whose document is not there."""
        stages = stages_of(subject)
        return next((stage for stage in stages if stage not in self.documents), stages[-1])

    def fail(self, stage: str, error: str, cause: str) -> None:
        """Note where it failed."""
        self.failed, self.error, self.cause = stage, error, cause
