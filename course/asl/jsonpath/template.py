"""Payload templates: objects whose fields `name.$` are filled in from paths, variables and intrinsic functions.

A template is prepared once and filled in many times. What holds no `.$` is handed out as it stands in the definition,
for no document is ever changed. States Language, "Payload Template".
"""

from typing import Any

from course.asl.scope import Scope

from .expressions import Fill, expression, refusal

__all__ = ["prepare"]

MOST_KEPT = 2048
_prepared: dict[int, tuple[Any, Fill]] = {}


def prepare(template: Any) -> Fill:
    """Return what fills this template in; the same template is read once.

    Filling raises `EvaluationError` with `States.Runtime`, as `expression` says.
    """
    kept = _prepared.get(id(template))
    if kept is not None and kept[0] is template:
        return kept[1]
    fill = _node(template) or (lambda _document, _scope: template)
    if len(_prepared) >= MOST_KEPT:
        _prepared.clear()
    _prepared[id(template)] = (template, fill)  # held, so that no other template takes over its id
    return fill


def _node(template: Any) -> Fill | None:
    """Return what fills in a part of a template, or None where nothing is to be filled in."""
    if isinstance(template, dict):
        return _object(template)
    if isinstance(template, list):
        return _array(template)
    return None


def _object(template: dict[str, Any]) -> Fill | None:
    fixed: dict[str, Any] = {}
    filled: list[tuple[str, Fill]] = []
    for key, value in template.items():
        name, fill = (key[:-2], _field(value, key)) if key.endswith(".$") else (key, _node(value))
        fixed[name] = None if fill else value
        if fill:
            filled.append((name, fill))
    if not filled:
        return None

    def fill_in(document: Any, scope: Scope) -> dict[str, Any]:
        made = fixed.copy()
        for name, fill in filled:
            made[name] = fill(document, scope)
        return made

    return fill_in


def _array(template: list[Any]) -> Fill | None:
    fills = [_node(value) for value in template]
    if not any(fills):
        return None

    def fill_in(document: Any, scope: Scope) -> list[Any]:
        return [fill(document, scope) if fill else value for fill, value in zip(fills, template, strict=True)]

    return fill_in


def _field(value: Any, key: str) -> Fill:
    return expression(value, key) if isinstance(value, str) else refusal(value, key)
