"""A pattern as a tree, as Python's own parser of patterns reads it, in few and plain kinds of nodes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from re import _constants as codes  # type: ignore[attr-defined]  # there is no public way to the parsed pattern
from re import _parser as parser  # type: ignore[attr-defined]  # see above
from typing import Any

__all__ = [
    "Anchor",
    "Backreference",
    "Choice",
    "Group",
    "Look",
    "Node",
    "One",
    "Repeat",
    "Sequence_",
    "Tree",
    "tree_of",
]


@dataclass(frozen=True, slots=True)
class One:
    """One character, of those that `fits` takes."""

    fits: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Sequence_:  # noqa: N801  (a word that the standard library took)
    """Nodes one after another."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several nodes, the first that leads to a match."""

    options: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A node from `least` to `most` times, as often as possible, or as seldom if `is_lazy`."""

    node: "Node"
    least: int
    most: int
    is_lazy: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A node whose text is kept as group `number`."""

    node: "Node"
    number: int


@dataclass(frozen=True, slots=True)
class Backreference:
    """The text of a group once more."""

    number: int
    is_caseless: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A node that has to match here, or must not, ahead or behind; it takes no text."""

    node: "Node"
    is_behind: bool
    is_negative: bool


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the text, which `fits(text, place)` knows."""

    fits: Callable[[str, int], bool]
    is_start: bool = False


Node = One | Sequence_ | Choice | Repeat | Group | Backreference | Look | Anchor


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole pattern: its root and how many groups it has."""

    root: Node
    groups: int


def tree_of(pattern: re.Pattern[str]) -> Tree:
    """Return the tree of a compiled pattern."""
    return Tree(_Reader(pattern.flags).sequence(parser.parse(pattern.pattern, pattern.flags)), pattern.groups)


class _Reader:
    def __init__(self, flags: int) -> None:
        self.is_caseless = bool(flags & re.IGNORECASE)
        self.is_multiline = bool(flags & re.MULTILINE)

    def sequence(self, items: Sequence[tuple[Any, Any]]) -> Node:
        nodes = tuple(self.node(code, argument) for code, argument in items)
        return nodes[0] if len(nodes) == 1 else Sequence_(nodes)

    def node(self, code: Any, argument: Any) -> Node:
        match code:
            case codes.LITERAL | codes.NOT_LITERAL | codes.IN | codes.ANY:
                return One(self.one(code, argument))
            case codes.AT:
                return self.anchor(argument)
            case codes.BRANCH:
                return Choice(tuple(map(self.sequence, argument[1])))
            case codes.SUBPATTERN:
                number, _, _, inner = argument
                return self.sequence(inner) if number is None else Group(self.sequence(inner), number)
            case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
                least, most, inner = argument
                return Repeat(self.sequence(inner), int(least), int(most), code is codes.MIN_REPEAT)
            case codes.GROUPREF:
                return Backreference(argument, self.is_caseless)
            case codes.ASSERT | codes.ASSERT_NOT:
                direction, inner = argument
                return Look(self.sequence(inner), direction < 0, code is codes.ASSERT_NOT)
            case codes.FAILURE:
                return Choice(())
            case _:  # atomic groups and the like, which JavaScript does not have
                return self.sequence(argument)

    def one(self, code: Any, argument: Any) -> Callable[[str], bool]:
        """Return whether a character is one of those that a literal, a class or a dot stands for."""
        match code:
            case codes.ANY:
                return lambda character: character != "\n"
            case codes.NOT_LITERAL:
                fits = self.one(codes.LITERAL, argument)
                return lambda character: not fits(character)
            case codes.LITERAL:
                wanted = chr(argument)
                return self.caseless(lambda character: character == wanted)
        is_negative = argument[0][0] is codes.NEGATE
        tests = [_test(kind, value) for kind, value in argument if kind is not codes.NEGATE]
        among = self.caseless(lambda character: any(test(character) for test in tests))
        return lambda character: among(character) is not is_negative

    def caseless(self, fits: Callable[[str], bool]) -> Callable[[str], bool]:
        if not self.is_caseless:
            return fits
        return lambda character: fits(character) or fits(character.lower()) or fits(character.upper())

    def anchor(self, place: Any) -> Anchor:
        match place:
            case codes.AT_BEGINNING if self.is_multiline:
                return Anchor(lambda text, at: at == 0 or text[at - 1] == "\n")
            case codes.AT_BEGINNING | codes.AT_BEGINNING_STRING:
                return Anchor(lambda _, at: at == 0, is_start=True)
            case codes.AT_END:
                return Anchor(lambda text, at: at == len(text) or text[at] == "\n")
            case codes.AT_BOUNDARY:
                return Anchor(_is_boundary)
            case codes.AT_NON_BOUNDARY:
                return Anchor(lambda text, at: not _is_boundary(text, at))
            case _:
                return Anchor(lambda text, at: at == len(text))


def _test(kind: Any, value: Any) -> Callable[[str], bool]:
    match kind:
        case codes.LITERAL:
            wanted = chr(value)
            return lambda character: character == wanted
        case codes.RANGE:
            low, high = map(chr, value)
            return lambda character: low <= character <= high
    letter = {codes.CATEGORY_SPACE: "s", codes.CATEGORY_NOT_SPACE: "S", codes.CATEGORY_DIGIT: "d",
              codes.CATEGORY_NOT_DIGIT: "D", codes.CATEGORY_WORD: "w"}.get(value, "W")  # fmt: skip
    category = re.compile(f"\\{letter}")
    return lambda character: category.match(character) is not None


def _is_boundary(text: str, at: int) -> bool:
    before = at > 0 and _is_word(text[at - 1])
    return before is not (at < len(text) and _is_word(text[at]))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
