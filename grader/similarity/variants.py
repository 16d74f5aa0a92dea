"""The values of learners' variants in their answers: one's own count for nothing, another's tell where they come from.

Two answers that differ in nothing but their authors' values are the same answer. And an answer that lacks its author's
value and holds the one of somebody else got it from there, or by a chance that is small enough to look at.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.rubrics.values import leaves

__all__ = ["Held", "Variants", "masked", "number"]

# A value that more learners than this have in common says nothing about any of them.
MOST_HOLDERS = 3
# Of the answers, this part must hold their author's own value before somebody else's number means something: many
# values of a variant are never written into an answer.
PART_THAT_WRITES = 1 / 3
LONGEST = 4
LARGEST = 10**15
PIECES = re.compile(r"\d+\.\d+|[^\W_]+")

Pieces = tuple[str, ...]


@dataclass(frozen=True)
class Held:
    """A value in an answer that is not its author's: its name in the variant, whose it is, and what the own one is."""

    value: str
    name: str
    holders: tuple[str, ...]
    own: str


def number(value: float) -> str:
    """Return a number as it is compared: 200 and 200.0 are the same."""
    if abs(value) > LARGEST or value != value:  # noqa: PLR0124 - what is not a number is not equal to itself
        return "large"
    return str(int(value)) if value == int(value) else repr(value)


def masked(text: str, values: Mapping[str, str]) -> str:
    """Return `text`, what was written for a variant's values replaced by their names: ``river-71-q`` to ``<prefix>-q``."""
    for value, name in values.items():
        if value in text:
            text = re.sub(rf"(?<![\w.]){re.escape(value)}(?!\w|\.\d)", f"<{name}>", text)
    return text


def _written(variant: Mapping[str, Any]) -> dict[str, str]:
    """Return the name of each value of a variant, by how it is written; of two alike, the first."""
    found: dict[str, str] = {}
    for path, value in leaves(variant):
        try:
            shown = number(float(value))
        except ValueError:
            shown = value
        found.setdefault(shown, path.strip("/"))
    return found


class Variants:
    """The variants of a class in one exercise. `variants`: by learner, whoever wrote the stored answers among them."""

    def __init__(self, variants: Mapping[str, Mapping[str, Any]], given: str) -> None:
        self._own = {learner: _written(each) for learner, each in variants.items()}
        self._given = set(_runs(given))
        self._holders: defaultdict[Pieces, list[tuple[str, str, str]]] = defaultdict(list)
        for learner, values in self._own.items():
            for value, name in values.items():
                if _is_telling(value):
                    self._holders[_pieces(value)].append((learner, name, value))

    def held(self, answers: Mapping[str, str]) -> dict[str, list[Held]]:
        """Return for each learner the values in their answer that are somebody else's, if there are any."""
        runs = {learner: set(_runs(text)) for learner, text in answers.items()}
        writing = self._writing(runs)
        found = {learner: list(self._foreign(learner, runs[learner], writing)) for learner in answers}
        return {learner: each for learner, each in found.items() if each}

    def values(self, learner: str, held: Sequence[Held] = ()) -> dict[str, str]:
        """Return the names of the values to be masked in a learner's answer, by how they are written."""
        return {each.value: each.name for each in held} | self._own.get(learner, {})

    def _writing(self, runs: Mapping[str, set[Pieces]]) -> set[str]:
        """Return the names of the values that learners write into their answers."""
        counts = Counter(
            name
            for learner, found in runs.items()
            for value, name in self._own.get(learner, {}).items()
            if _pieces(value) in found
        )
        return {name for name, count in counts.items() if count >= PART_THAT_WRITES * len(runs)}

    def _foreign(self, learner: str, runs: set[Pieces], writing: set[str]) -> Iterator[Held]:
        own = {name: value for value, name in self._own.get(learner, {}).items()}
        mine = {_pieces(value) for value in own.values()}
        for run in sorted((runs & self._holders.keys()) - mine - self._given):
            holders = self._holders[run]
            _, name, value = holders[0]
            if _pieces(own.get(name, "")) in runs or len(holders) > MOST_HOLDERS:
                continue
            if name in writing or not _is_number(value):
                yield Held(value, name, tuple(holder for holder, _, _ in holders), own.get(name, ""))


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", value))


def _is_telling(value: str) -> bool:
    """Whether a value is one that hardly anybody writes without having it from somewhere: 825, river-71; not 7, 500, web."""
    digits = re.sub(r"\D", "", value)
    if _is_number(value):
        return len(digits) > 2 and len(digits.strip("0")) > 1
    return len(value) > 4 and bool(digits)


def _pieces(text: str) -> Pieces:
    return tuple(PIECES.findall(text))


def _runs(text: str) -> Iterator[Pieces]:
    """Yield all runs of up to LONGEST words in a text."""
    pieces = _pieces(text)
    for length in range(1, LONGEST + 1):
        yield from (pieces[at : at + length] for at in range(len(pieces) - length + 1))
