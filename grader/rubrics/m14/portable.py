"""What in a template, or in the programs beside it, belongs to another place: a Region, a prefix."""

import re
from collections.abc import Iterator
from typing import Any

from .elsewhere import Exported
from .service_code import modules, texts

__all__ = ["bound", "unresolved"]

_REGION = re.compile(
    r"(?<![\w-])(?:af|ap|ca|cn|eu|il|me|mx|sa|us)-(?:gov-)?(?:central|north|south|east|west)(?:east|west)?-\d(?![\w-])"
)
_PSEUDO = "AWS::"
_NAMED = re.compile(r"\$\{(?!!)([^}]+)\}")


def bound(exported: Exported, home: str, region: str) -> Iterator[tuple[str, str]]:
    """Yield where something of another place stands, and what: a Region but this `region`, or the prefix `home`."""
    own = re.compile(rf"(?<![\w-]){re.escape(home)}(?![a-zA-Z0-9])")
    for where, text in _texts(exported):
        for pattern in (_REGION, own):
            yield from ((where, found) for found in dict.fromkeys(pattern.findall(text)) if found != region)


def _texts(exported: Exported) -> Iterator[tuple[str, str]]:
    for name, resource in exported.template.get("Resources", {}).items():
        yield from ((f"template, {name}", text) for text in _leaves(resource))
    for path, tree in modules(exported.files):
        yield from ((path, text) for text in (texts(tree) if tree else ()))


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for each in node.values():
            yield from _leaves(each)
    elif isinstance(node, list):
        for each in node:
            yield from _leaves(each)
    elif isinstance(node, str):
        yield node


def unresolved(template: dict[str, Any]) -> list[str]:
    """Return the names that a template refers to, and that it does not hold."""
    known = {*template.get("Resources", {}), *template.get("Parameters", {})}
    named = dict.fromkeys(_references(template.get("Resources", {})))
    return [name for name in named if name not in known and not name.startswith(_PSEUDO)]


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _references(each)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key == "Ref":
            yield value
        elif key == "Fn::GetAtt":
            yield value[0]
        elif key == "Fn::Sub" and isinstance(value, str):
            yield from (name.partition(".")[0] for name in _NAMED.findall(value))
        else:
            yield from _references(value)
