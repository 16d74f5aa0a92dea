"""What was rewritten, and what cannot be."""

from dataclasses import dataclass

__all__ = ["Line", "UntranslatableError"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line that reads otherwise: the state's name, and which catcher of it (empty: the machine's own line), `before`, `after` (empty: gone), `why`.

    `differs` says what the two do differently where the original fails, or for rare values; empty where nothing is.
    """

    state: str
    before: str
    after: str
    why: str
    differs: str = ""


class UntranslatableError(ValueError):
    """The definition has something whose translation would not surely do the same: where, what, and what to do."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}; leave this state in JSONPath, or write its JSONata by hand")
