"""One payment of the saga of M09 E3: what goes wrong with it, what should come of that, and what came of it."""

from dataclasses import dataclass, replace
from typing import Any

from course.asl import StateMachine
from grader.checks import same
from grader.checks.machines import Fault, Story, played

from .bank import STEPS, UNDOING, Books

__all__ = ["Played", "Row", "take_payment"]

NO_ANSWER = "Bank.NoAnswer"


@dataclass(frozen=True)
class Row:
    """One payment: what goes wrong (None for nothing), at which step it fails for good (None for none), with which error."""

    fails: str | None = None
    error: str = ""
    busy: tuple[tuple[str, int], ...] = ()
    lost: int = 0

    @property
    def done(self) -> list[str]:
        """Who has done its work in the end, in order."""
        before = STEPS[: STEPS.index(self.fails)] if self.fails else STEPS
        undone = [UNDOING[step] for step in reversed(before)] if self.fails else []
        return [*before, *undone, *(["notify"] if self.fails else [])]

    @property
    def called(self) -> list[str]:
        """Who is called, in order, where nothing is tried again."""
        at = STEPS.index(self.fails) if self.fails else len(STEPS)
        return [*self.done[:at], *([self.fails] if self.fails else []), *self.done[at:]]

    def script(self, prefix: str, busy_error: str) -> list[Fault]:
        """Return what goes wrong with the functions."""
        faults = [
            Fault(f"{prefix}-{name}", busy_error, attempts=tuple(range(1, times + 1)))
            for name, times in self.busy
        ]
        if self.lost:
            faults.append(
                Fault(f"{prefix}-charge", NO_ANSWER, attempts=tuple(range(1, self.lost + 1)), lost=True)
            )
        if self.fails:
            faults.append(Fault(f"{prefix}-{self.fails}", self.error))
        return faults

    def words(self, busy_error: str) -> str:
        """Say what goes wrong."""
        said = [f"{name} fails with {busy_error} {_often(times)}" for name, times in self.busy]
        said += [f"charge charges, and fails with {NO_ANSWER} {_often(self.lost)}"] if self.lost else []
        said += [f"{self.fails} fails with {self.error}"] if self.fails else []
        return ", ".join(said) or "nothing goes wrong"


@dataclass(frozen=True)
class Played:
    """One payment played: the story, told with what went wrong in the place of its input, and the books afterwards."""

    row: Row
    story: Story
    books: Books
    called: list[str]
    amount: float

    @property
    def left(self) -> dict[str, Any]:
        """What is left of the payment."""
        return {"sum of the ledger": self.books.total, "rows": self.books.rows}

    @property
    def expected_left(self) -> dict[str, Any]:
        """What should be left of it: everything once, or nothing."""
        once = 0 if self.row.fails else 1
        return {"sum of the ledger": once * self.amount, "rows": {"customer": once, "sales": once}}

    @property
    def balances(self) -> bool:
        """Whether that is the same."""
        return same(self.left, self.expected_left)


def take_payment(
    saga: StateMachine, payment: dict[str, Any], row: Row, prefix: str, busy_error: str
) -> Played:
    """Let the saga take a payment, while that goes wrong."""
    books = Books()
    story = played(saga, payment, books.actors(prefix), script=row.script(prefix, busy_error))
    called = [each.removeprefix(f"{prefix}-") for each in story.called]
    return Played(row, replace(story, given=row.words(busy_error)), books, called, payment["amount"])


def _often(times: int) -> str:
    return "once" if times == 1 else f"{times} times in a row"
