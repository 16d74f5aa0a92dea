"""What the #names and :values of an expression stand for, and which of them were used."""

from collections.abc import Iterable, Mapping
from functools import cache

from moto.dynamodb.parsing.reserved_keywords import ReservedKeywords

from .paths import Steps
from .reader import ExpressionError
from .tree import Node, Path, Value, walk
from .values import Wire

__all__ = ["Placeholders", "check_names"]


class Placeholders:
    """The placeholders that a request defines; either may be missing from it."""

    def __init__(self, names: Mapping[str, str] | None, values: Mapping[str, Wire] | None) -> None:
        self._names = names or {}
        self._values = values or {}
        self._used: set[str] = set()

    def steps(self, path: Path) -> Steps:
        """Return a path with the names that are meant. Raises `ExpressionError` for one that is not defined."""
        return tuple(self._name(each) if isinstance(each, str) else each for each in path.steps)

    def value(self, placeholder: Value) -> Wire:
        """Return what a placeholder stands for. Raises `ExpressionError` if it is not defined."""
        if placeholder.name not in self._values:
            raise ExpressionError(
                "An expression attribute value used in expression is not defined; "
                f"attribute value: {placeholder.name}"
            )
        self._used.add(placeholder.name)
        return self._values[placeholder.name]

    def kind(self, operand: Node) -> str | None:
        """Return the type of a value, "S" for example; None for what only the item tells."""
        return next(iter(self.value(operand))) if isinstance(operand, Value) else None

    def unused(self) -> tuple[list[str], list[str]]:
        """Return the names and the values for which nobody has asked."""
        return tuple(  # type: ignore[return-value]  # two, one for each
            [each for each in defined if each not in self._used] for defined in (self._names, self._values)
        )

    def _name(self, name: str) -> str:
        if not name.startswith("#"):
            return name
        if name not in self._names:
            raise ExpressionError(
                f"An expression attribute name used in the document path is not defined; attribute name: {name}"
            )
        self._used.add(name)
        return self._names[name]


def check_names(nodes: Iterable[Node]) -> None:
    """Raise `ExpressionError` for an attribute with one of DynamoDB's own words for a name, without a placeholder."""
    for node in nodes:
        for each in walk(node):
            for name in each.steps if isinstance(each, Path) else ():
                if isinstance(name, str) and name.upper() in _reserved():
                    raise ExpressionError(f"Attribute name is a reserved keyword; reserved keyword: {name}")


@cache
def _reserved() -> frozenset[str]:
    return frozenset(ReservedKeywords.get_reserved_keywords())
