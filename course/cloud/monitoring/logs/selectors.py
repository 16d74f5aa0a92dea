"""Property selectors of JSON patterns, such as $.order.items[0].price."""

import re
from typing import Any

__all__ = ["MISSING", "is_selector", "look_up", "select"]

MISSING: Any = object()

_SELECTOR = re.compile(r"""\$(\.[\w@:-]+|\["[^"]+"\]|\['[^']+'\]|\[\d+\])+""")
_PART = re.compile(r"""\.([\w@:-]+)|\["([^"]+)"\]|\['([^']+)'\]|\[(\d+)\]""")


def is_selector(text: str) -> bool:
    """Tell whether a text is a selector that is known here."""
    return _SELECTOR.fullmatch(text) is not None


def look_up(document: Any, selector: str) -> Any:
    """Return what a selector leads to; MISSING where that is nothing."""
    for name, quoted, single, index in _PART.findall(selector):
        key = name or quoted or single
        if isinstance(document, dict) and key in document:
            document = document[key]
        elif isinstance(document, list) and index and int(index) < len(document):
            document = document[int(index)]
        else:
            return MISSING
    return document


def select(document: Any, selector: str) -> Any:
    """Return what a selector leads to; None where that is nothing."""
    found = look_up(document, selector)
    return None if found is MISSING else found
