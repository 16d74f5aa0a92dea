"""YAML, read as AWS's command line tools read it: plain data, no tags that build objects, dates stay text.

The tools use PyYAML (YAML 1.1), and so do we, by its stream of events, which needs no recursion.
"""

import re
from typing import Any

import yaml

from .document import NO_OBJECT, Document, Fault, document
from .place import Spot
from .yaml_builder import Builder, UnreadableError

__all__ = ["read_yaml"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_yaml(text: str) -> Document:
    """Read a text as YAML. A key that is no text is reported, and read as the text that stands there."""
    builder = Builder()
    try:
        if found := _UNPRINTABLE.search(text, 1 if text.startswith("\ufeff") else 0):
            raise UnreadableError(
                Fault(f"The character {found[0]!r} cannot stand in YAML; remove it.", found.start())
            )
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
        builder.check_depth()
    except UnreadableError as end:
        return document(text, None, [*builder.faults, end.fault], lambda: Spot(0))
    except yaml.MarkedYAMLError as error:
        return document(text, None, [*builder.faults, _syntax(error)], lambda: Spot(0))
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # an escape or directive beyond all numbers
        return document(
            text, None, [*builder.faults, Fault(f"This is no YAML: {error}.", 0)], lambda: Spot(0)
        )
    root = builder.root
    if root is None or not isinstance(root.value, dict):
        offset = root.spot.value if root else 0
        builder.faults.append(Fault(NO_OBJECT, offset, (), "SCHEMA_VALIDATION_FAILED"))
    spot = root.spot if root else Spot(0)
    return document(text, root.value if root else None, builder.faults, lambda: spot)


def _syntax(error: yaml.MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    context = f"{error.context}, " if error.context else ""
    return Fault(f"This is neither JSON nor YAML: {context}{error.problem}.", mark.index if mark else 0)
