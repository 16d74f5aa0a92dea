"""The data in an answer: its dicts, lists, texts and numbers, whether written in Python or as a JSON or YAML text.

A definition of a state machine, a filter or a policy is such data. So an operator that drops a catcher works on `Value`s,
and needs to know only how a value is written where it stands.
"""

import ast
from collections.abc import Iterator
from functools import cached_property, lru_cache

from .documents import document
from .source import Source, Span
from .value import CODE, FOR_PEOPLE, Member, Value

__all__ = ["Values", "values"]


class Values:
    """The values of a source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._known: dict[ast.AST, Value] = {}

    @cached_property
    def all(self) -> tuple[Value, ...]:
        """Every dict, list, text, number and flag, once, those in JSON and YAML texts among them, in the order of the text.

        Keys are not among them, nor what is for people to read.
        """
        found: dict[Span, Value] = {}
        for node in self.source.of(ast.Dict, ast.List, ast.Constant):
            for value in self._of(node).all():
                if value.constant is not CODE or value.members is not None or value.items is not None:
                    found.setdefault(value.span, value)
        keys = {member.key for value in found.values() for member in value.members or ()}
        return tuple(
            found[span]
            for span in sorted(found, key=lambda span: (span.start, -span.end))
            if span not in keys and not set(found[span].path) & set(FOR_PEOPLE)
        )

    def mappings(self) -> Iterator[Value]:
        """Yield the mappings."""
        return (value for value in self.all if value.members is not None)

    def fields(self, *names: str) -> Iterator[tuple[Value, Member]]:
        """Yield each member with one of these names, and the mapping that it is a member of."""
        for mapping in self.mappings():
            for member in mapping.members or ():
                if member.name in names:
                    yield mapping, member

    def _of(self, node: ast.AST, path: tuple[str, ...] = ()) -> Value:
        if node not in self._known:
            self._known[node] = self._read(node, path)
        return self._known[node]

    def _read(self, node: ast.AST, path: tuple[str, ...]) -> Value:
        bare = self.source.span(node)
        span = self.source.wrapped(node) if path else bare
        inside = Span(bare.start + 1, bare.end - 1)
        if isinstance(node, ast.Dict):
            members = []
            for key, inner in zip(node.keys, node.values, strict=True):
                name = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
                value = self._of(inner, (*path, name or "..."))
                stars = self.source.text.rfind("**", 0, value.span.start)
                where = self.source.span(key) if key is not None else Span(stars, stars + 2)
                members.append(Member(name, where, value))
            return Value(span, python=True, members=tuple(members), inside=inside, path=path)
        if isinstance(node, ast.List):
            items = tuple(
                self._of(inner, (*path, str(number))) for number, inner in enumerate(node.elts, start=1)
            )
            return Value(span, python=True, items=items, inside=inside, path=path)
        if isinstance(node, ast.Constant):
            held = document(self.source, bare, node.value, path)
            return held or Value(span, python=True, constant=node.value, path=path)
        return Value(span, python=True, path=path)


@lru_cache(maxsize=4)
def values(source: Source) -> Values:
    """Return the values of a source; every operator asks for them."""
    return Values(source)
