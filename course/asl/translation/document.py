"""A document that is partly computed: as the value of a field, with `{% %}` around what is computed, and as one expression."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["Document", "computed", "fixed", "literal", "member", "template"]

_PLAIN = re.compile(r"[A-Za-z_]\w*", re.ASCII)
# Names that the language has taken.
_WORDS = frozenset({"and", "or", "in", "true", "false", "null", "function"})


@dataclass(frozen=True, slots=True)
class Document:
    """`field` is what stands in a definition, `text` the same as JSONata."""

    field: Any
    text: str


def computed(text: str) -> Document:
    """Return a document that one expression makes."""
    return Document(f"{{% {text} %}}", text)


def fixed(value: Any) -> Document:
    """Return a document as it stands in the definition. Raises ValueError where JSONata would compute it."""
    return template(value, None)


def template(value: Any, compute: Callable[[str, Any], Document] | None) -> Document:
    """Return a payload template, in which `compute` makes the values of keys that end in `.$`. Raises ValueError."""
    if isinstance(value, dict):
        made = {
            key.removesuffix(".$") if compute else key: compute(key, inner)
            if compute and key.endswith(".$")
            else template(inner, compute)
            for key, inner in value.items()
        }
        pairs = ", ".join(f"{literal(key)}: {inner.text}" for key, inner in made.items())
        return Document({key: inner.field for key, inner in made.items()}, f"{{{pairs}}}")
    if isinstance(value, list):
        items = [template(inner, compute) for inner in value]
        return Document([item.field for item in items], f"[{', '.join(item.text for item in items)}]")
    if isinstance(value, str) and value.startswith("{%"):
        raise ValueError(f"the text {value!r} would be computed in JSONata")
    return Document(value, literal(value))


def literal(value: Any) -> str:
    """Return a plain value as JSONata; texts in apostrophes, so that they need no backslash inside JSON."""
    text = json.dumps(value, ensure_ascii=False)
    return f"'{text[1:-1]}'" if isinstance(value, str) and "'" not in text and "\\" not in text else text


def member(text: str, key: str | int) -> str:
    """Return the expression for a field or an item of what `text` makes."""
    if isinstance(key, int):
        return f"{text}[{key}]"
    return f"{text}.{key}" if _PLAIN.fullmatch(key) and key not in _WORDS else f"{text}.`{key}`"
