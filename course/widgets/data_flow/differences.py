"""What is different between a document and the one before it, by the topmost keys that were added, dropped, changed."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.widgets.words import clip

__all__ = ["SIGNS", "Difference", "Path", "difference", "equal", "listed", "path_text"]

Path = tuple[str | int, ...]

# What happened to a key -> its sign.
SIGNS = {"added": "+", "dropped": "−", "changed": "≠", "kept": "◂", "the same": "="}  # noqa: RUF001  (a true minus)

# How much of a list of keys is said in one sentence, and how far a part is looked for in a document.
MOST = 8
FARTHEST = 2_000
LONGEST = 32

# A position that stands for any.
ANY = -1

_PLAIN = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@dataclass(frozen=True)
class Difference:
    """The paths `added` (in the new document), `dropped` and `changed` (in both, with the values before and after).

    `part` is the path in the old document at which the new one stood already: then it is a part of it, all else is
    dropped, and nothing is new.
    """

    added: tuple[Path, ...] = ()
    dropped: tuple[Path, ...] = ()
    changed: tuple[tuple[Path, Any, Any], ...] = ()
    part: Path | None = None

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped or self.changed or self.part)


def difference(before: Any, after: Any, *, parts: bool = True) -> Difference:
    """Compare two documents; 1, 1.0 and true are told apart as JSON tells them apart. Without `parts` none is looked for."""
    if equal(before, after):
        return Difference()
    part = _place_of(after, before) if parts else None
    if part is not None:
        return Difference(dropped=tuple(_beside(before, part)), part=part)
    found: list[tuple[str, Path, Any, Any]] = list(_compare(before, after, ()))
    return Difference(
        tuple(path for kind, path, _, _ in found if kind == "added"),
        tuple(path for kind, path, _, _ in found if kind == "dropped"),
        tuple((path, old, new) for kind, path, old, new in found if kind == "changed"),
    )


def listed(found: Difference, language: str) -> list[tuple[str, str]]:
    """Return the difference in words: pairs such as ("added", "$.receipt, $.paid"), the words those of SIGNS."""
    said = [] if found.part is None else [("kept", f"what stood at {path_text(found.part, language)}")]
    changes = {path: f" ({_short(old)} → {_short(new)})" for path, old, new in found.changed}
    for word, paths in (
        ("added", dict.fromkeys(found.added, "")),
        ("dropped", dict.fromkeys(found.dropped, "")),
        ("changed", changes),
    ):
        names = _named(paths, language)
        if names:
            more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
            said.append((word, ", ".join(names[:MOST]) + more))
    return said


def _named(paths: dict[Path, str], language: str) -> list[str]:
    """Return paths as text, each with what is said of it; those that differ in positions alone as one."""
    alike: dict[tuple[str | None, ...], list[Path]] = {}
    for path in paths:
        alike.setdefault(tuple(None if isinstance(step, int) else step for step in path), []).append(path)
    return [
        path_text(group[0], language) + paths[group[0]]
        if len(group) == 1
        else f"{path_text(tuple(map(_any, group[0])), language)} ({len(group):,} times)"
        for group in alike.values()
    ]


def _any(step: str | int) -> str | int:
    return ANY if isinstance(step, int) else step


def path_text(path: Path, language: str) -> str:
    """Return a path as the query language writes it: `$.order.id`, or `order.id` in JSONata, where `$` is no document."""
    if not path:
        return "the whole document"
    text = "$" if language == "JSONPath" else ""
    for step in path:
        if isinstance(step, int):
            text += "[*]" if step == ANY else f"[{step}]"
        elif _PLAIN.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{json.dumps(step, ensure_ascii=False)}]"
    return text


def equal(one: Any, other: Any) -> bool:
    """Tell whether two documents are the same JSON."""
    if one is other or one != other or isinstance(one, str):
        return bool(one == other)
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)  # 1 is no true


def _compare(before: Any, after: Any, path: Path) -> Iterator[tuple[str, Path, Any, Any]]:
    if equal(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        old, new = before, after
    elif isinstance(before, list) and isinstance(after, list):
        old, new = dict(enumerate(before)), dict(enumerate(after))
    else:
        yield "changed", path, before, after
        return
    for key in [*old, *(key for key in new if key not in old)]:
        if key not in new:
            yield "dropped", (*path, key), old[key], None
        elif key not in old:
            yield "added", (*path, key), None, new[key]
        else:
            yield from _compare(old[key], new[key], (*path, key))


def _place_of(wanted: Any, document: Any) -> Path | None:
    """Return where in a document an object or list stands that is more than empty; None if nowhere."""
    if not (isinstance(wanted, dict | list) and wanted):
        return None
    waiting: list[tuple[Path, Any]] = [((), document)]
    for path, value in waiting:  # it grows as it is walked
        if len(waiting) > FARTHEST:
            return None
        if path and type(value) is type(wanted) and equal(value, wanted):
            return path
        if isinstance(value, dict | list):
            pairs = value.items() if isinstance(value, dict) else enumerate(value)
            waiting += [((*path, key), child) for key, child in pairs]
    return None


def _beside(document: Any, path: Path) -> Iterator[Path]:
    """Yield the paths of all that stands beside a path on its way down."""
    value = document
    for depth, step in enumerate(path):
        keys = value if isinstance(value, dict) else range(len(value))
        yield from ((*path[:depth], key) for key in keys if key != step)
        value = value[step]


def _short(value: Any) -> str:
    return clip(json.dumps(value, ensure_ascii=False), LONGEST)
