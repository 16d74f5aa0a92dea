"""Templates: any JSON whose strings may be expressions."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from course.asl.scope import Scope

from .expression import NOTHING, evaluate, is_expression, source
from .failures import query_error

__all__ = ["expressions", "fill"]

Path = tuple[str | int, ...]


def fill(template: Any, scope: Scope, field: str, more: Mapping[str, Any]) -> Any:
    """Return the template with each expression replaced by its result.

    `field` names the template (`Output`); in errors, keys follow it after a slash and indices in brackets
    (`Output/lines[0]`), as AWS writes it. Raises `EvaluationError`, also for an expression that finds nothing.
    """
    if is_expression(template):
        result = evaluate(source(template), scope, field, more)
        if result is NOTHING:
            raise query_error(source(template), field, "returned nothing (undefined).")
        return result
    if isinstance(template, dict):
        return {key: fill(value, scope, f"{field}/{key}", more) for key, value in template.items()}
    if isinstance(template, list):
        return [fill(value, scope, f"{field}[{index}]", more) for index, value in enumerate(template)]
    return template


def expressions(value: Any) -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of every expression in a template, in the order of the document."""
    waiting: list[tuple[Link | None, Any]] = [(None, value)]
    while waiting:
        link, value = waiting.pop()
        if is_expression(value):
            yield _path(link), source(value)
        elif isinstance(value, dict):
            waiting.extend((Link(link, key), item) for key, item in reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend((Link(link, index), value[index]) for index in reversed(range(len(value))))


class Link(NamedTuple):
    """A key or an index below another link: a path that shares its beginning with its neighbours'."""

    parent: "Link | None"
    key: str | int


def _path(link: Link | None) -> Path:
    keys = []
    while link is not None:
        keys.append(link.key)
        link = link.parent
    return tuple(reversed(keys))
