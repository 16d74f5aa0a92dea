"""What the linter says: plain data."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Diagnostic", "Severity"]

Severity = Literal["ERROR", "WARNING"]


@dataclass(frozen=True)
class Diagnostic:
    """One thing to say of a definition, in the words of AWS's ValidateStateMachineDefinition, plus place and remedy.

    `severity`: AWS refuses an ERROR; a WARNING is accepted and will hurt. `code`: AWS's code for what it refuses
    (`SCHEMA_VALIDATION_FAILED`), the rule's own in capitals otherwise. `location` is the very node,
    `/States/<name>/<field>`, as a JSON pointer (RFC 6901); `line` and `column` count from 1. `hint` says what to do,
    and names the nearest right value where there is one. `rule` is the rule's name in the documentation.
    `reported_at` is the location in AWS's own words, often the object around the node (`/States/Pay/Catch[0]`); it is
    empty where AWS gives none.
    """

    severity: Severity
    code: str
    message: str
    location: str
    line: int
    column: int
    hint: str
    rule: str
    reported_at: str = ""

    def __str__(self) -> str:
        """Return it in one line, as a compiler would."""
        said = f"{self.line}:{self.column} {self.severity} {self.code} at {self.location}: {self.message}"
        return f"{said} {self.hint}" if self.hint else said
