"""An item whose rows get places: steps are put into their order, or things are matched with what fits them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from course.widgets.lesson.questions import QuizError

__all__ = ["NOWHERE", "Placed", "Placing", "arranged", "matching_of", "ordering_of"]

T = TypeVar("T")

# The place of a row that has none yet.
NOWHERE = -1


@dataclass(frozen=True)
class Placed:
    """One row: its text, the position of its right place, and why it belongs there."""

    text: str
    place: int
    why: str


@dataclass(frozen=True)
class Placing:
    """Rows and the `places` that they can get; with `in_order` each place holds one row, and the places are an order.

    An answer is a list of places (positions, or `NOWHERE`), one for each row.
    """

    id: str
    objective: str
    text: str
    rows: tuple[Placed, ...]
    places: tuple[str, ...]
    in_order: bool

    def share(self, given: Sequence[int]) -> float:
        """Return how much is right, 0 to 1.

        Of rows that are matched: how many are. Of steps in an order: how many of the neighbours follow each other
        rightly, so that one step too early costs no more than it must. Two steps in one place are in none.
        """
        right = [row.place for row in self.rows]
        if not self.in_order:
            return sum(map(int.__eq__, right, given)) / len(right)
        sure = [place if place != NOWHERE and list(given).count(place) == 1 else None for place in given]
        at = dict(zip(right, sure, strict=False))
        pairs = [(at.get(place), at.get(place + 1)) for place in range(len(right) - 1)]
        followed = sum(one is not None and other == one + 1 for one, other in pairs)
        return followed / len(pairs)

    def problem(self, given: Sequence[int]) -> str:
        """Say what is still to be done with an answer; nothing where it is whole."""
        missing = len(self.rows) - sum(place != NOWHERE for place in given)
        if missing:
            return f"{missing} of {len(self.rows)} have no place yet"
        twice = sorted({place for place in given if list(given).count(place) > 1})
        return f"two steps have the place {self.places[twice[0]]}" if self.in_order and twice else ""


def arranged(id: str, parts: Sequence[T]) -> list[T]:
    """Return the parts of an item in an order that says nothing of what is right, the same for everybody, always."""
    return random.Random(id).sample(parts, len(parts))


def ordering_of(place: str, entry: dict[str, Any]) -> Placing:
    """Return what `[[item.step]]` entries mean: steps, written down in their right order. Raises QuizError."""
    rows = [Placed(row["text"], at, row["why"]) for at, row in enumerate(entry.get("step", ()))]
    if len(rows) < 3:
        message = f"{place} ({entry['id']}): an order needs three steps at least, and there are {len(rows)}"
        raise QuizError(message)
    numbers = tuple(str(at) for at in range(1, len(rows) + 1))
    # A row's position travels to the page and into files: it must not be its place.
    mixed = tuple(arranged(entry["id"], rows))
    return Placing(entry["id"], entry["objective"], entry["text"], mixed, numbers, in_order=True)


def matching_of(place: str, entry: dict[str, Any]) -> Placing:
    """Return what `targets` and `[[item.pair]]` entries mean: a text each, and its target. Raises QuizError."""
    targets = tuple(entry.get("targets", ()))
    unknown = [row["target"] for row in entry.get("pair", ()) if row["target"] not in targets]
    if unknown or not targets:
        message = f"{place} ({entry['id']}): {unknown or 'nothing'} among the targets {list(targets)}"
        raise QuizError(message)
    rows = tuple(Placed(row["text"], targets.index(row["target"]), row["why"]) for row in entry["pair"])
    return Placing(entry["id"], entry["objective"], entry["text"], rows, targets, in_order=False)
