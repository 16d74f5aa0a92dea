"""A matcher that backtracks as Python's does, and counts what it does."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from .tree import Anchor, Backreference, Choice, Group, Look, Node, One, Repeat, Sequence_, Tree

if TYPE_CHECKING:
    from . import Match

__all__ = ["Matcher"]

# What follows in the pattern: takes a place in the text and returns where the whole match ends, or None.
Rest = Callable[[int], int | None]
BATCH = 64  # moves that are counted together, each as a step of the evaluation


class Matcher:
    """One pattern over one text."""

    def __init__(self, tree: Tree, text: str, charge: Callable[[int], None]) -> None:
        self.tree = tree
        self.text = text
        self.charge = charge
        self.moves = 0
        self.spans: dict[int, tuple[int, int]] = {}

    def find(self, place: int) -> "Match | None":
        """Return the first match from a place on."""
        from . import Match

        for start in range(place, len(self.text) + 1):
            self.spans = {}
            end = self._try(self.tree.root, start, lambda at: at)
            if end is not None:
                groups = tuple(self._group(number) for number in range(1, self.tree.groups + 1))
                return Match(self.text[start:end], start, end, groups)
        return None

    def is_whole(self) -> bool:
        """Tell whether the pattern fits the whole text."""
        return self._try(self.tree.root, 0, lambda at: at if at == len(self.text) else None) is not None

    def _group(self, number: int) -> str | None:
        span = self.spans.get(number)
        return None if span is None else self.text[span[0] : span[1]]

    def _move(self) -> None:
        self.moves += 1
        if self.moves >= BATCH:
            self.moves = 0
            self.charge(BATCH)

    def _try(self, node: Node, at: int, rest: Rest) -> int | None:
        self._move()
        match node:
            case One():
                return rest(at + 1) if at < len(self.text) and node.fits(self.text[at]) else None
            case Sequence_():
                return self._sequence(node.nodes, 0, at, rest)
            case Choice():
                ends = (self._try(option, at, rest) for option in node.options)
                return next((end for end in ends if end is not None), None)
            case Repeat(One(fits)):
                return self._characters(node, fits, at, rest)
            case Repeat():
                return self._repeat(node, 0, at, rest)
            case Group():
                return self._kept(node, at, rest)
            case Backreference():
                text = self._group(node.number) or ""
                there = self.text[at : at + len(text)]
                is_same = there == text or (node.is_caseless and there.lower() == text.lower())
                return rest(at + len(text)) if is_same else None
            case Look():
                return rest(at) if self._looks(node, at) is not node.is_negative else None
            case Anchor():
                return rest(at) if node.fits(self.text, at) else None

    def _sequence(self, nodes: tuple[Node, ...], index: int, at: int, rest: Rest) -> int | None:
        if index == len(nodes):
            return rest(at)
        return self._try(nodes[index], at, lambda place: self._sequence(nodes, index + 1, place, rest))

    def _characters(self, node: Repeat, fits: Callable[[str], bool], at: int, rest: Rest) -> int | None:
        """Repeat a single character: no deeper for a long run than for a short one."""
        end, last = at, min(len(self.text), at + node.most)
        while end < last and fits(self.text[end]):
            end += 1
            self._move()
        places = range(at + node.least, end + 1) if node.is_lazy else range(end, at + node.least - 1, -1)
        for place in places:
            self._move()
            found = rest(place)
            if found is not None:
                return found
        return None

    def _repeat(self, node: Repeat, count: int, at: int, rest: Rest) -> int | None:
        def again(place: int) -> int | None:
            # A repetition that takes no text would go on for ever.
            return None if place == at and count >= node.least else self._repeat(node, count + 1, place, rest)

        more = count < node.most
        if count < node.least:
            return self._try(node.node, at, again)
        if node.is_lazy:
            found = rest(at)
            return found if found is not None or not more else self._try(node.node, at, again)
        found = self._try(node.node, at, again) if more else None
        return rest(at) if found is None else found

    def _kept(self, node: Group, at: int, rest: Rest) -> int | None:
        before = self.spans.get(node.number)

        def keep(place: int) -> int | None:
            inner = self.spans.get(node.number)
            self.spans[node.number] = (at, place)
            end = rest(place)
            if end is None:
                self._restore(node.number, inner)
            return end

        end = self._try(node.node, at, keep)
        if end is None:
            self._restore(node.number, before)
        return end

    def _restore(self, number: int, span: tuple[int, int] | None) -> None:
        if span is None:
            self.spans.pop(number, None)
        else:
            self.spans[number] = span

    def _looks(self, node: Look, at: int) -> bool:
        if not node.is_behind:
            return self._try(node.node, at, lambda place: place) is not None
        ends_here: Rest = lambda place: place if place == at else None  # noqa: E731  (it needs its type)
        return any(self._try(node.node, start, ends_here) is not None for start in range(at, -1, -1))
