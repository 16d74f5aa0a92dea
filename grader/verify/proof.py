"""One thing that was to be proved of an exercise, and how it went."""

from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["Proof", "VerifyError"]


class VerifyError(LookupError):
    """What should be verified is not there: a course folder, a module, a notebook."""


@dataclass(frozen=True)
class Proof:
    """A claim about an exercise. Where it does not hold: the place, what was found, expected, and what to do.

    `group` is the column of the summary; `found` may also say how much was looked at where the claim holds.
    """

    exercise: str
    group: str
    claim: str
    holds: bool
    place: str = ""
    found: str = ""
    expected: str = ""
    remedy: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)

    def __str__(self) -> str:
        if self.holds:
            return f"{self.exercise}: {self.claim}"
        return f"{self.place}: found {self.found}; expected {self.expected}. {self.remedy}"
