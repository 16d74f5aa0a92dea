"""Which lines of an event and of a pattern the fields of a decision stand in, and whether they hold."""

from collections.abc import Iterator
from typing import Any

from course.asl.text import Document, Path
from course.cloud.filter_policy.decision import Branch, Decision

__all__ = ["decisive", "lines_of_event", "lines_of_pattern"]

Marks = dict[int, str]


def lines_of_event(document: Document, decision: Decision) -> Marks:
    """Return line -> good, bad or open for the fields that the event has; open: it fails, and that does not matter."""
    return _marks(document, decision, _paths(document.value))


def lines_of_pattern(document: Document, decision: Decision) -> Marks:
    """Return the same for the lines of the pattern."""
    return _marks(document, decision, _pattern_paths(document.value))


def decisive(decision: Decision) -> set[int]:
    """Return the positions of the fields for whose sake the event is not wanted."""
    return set() if decision.matched else set(_failing(decision.tree, is_root=True))


def _failing(branch: Branch, *, is_root: bool = False) -> Iterator[int]:
    if branch.matched and not is_root:
        return
    if branch.kind == "field":
        yield branch.field
    for child in branch.children:
        yield from _failing(child)


def _marks(document: Document, decision: Decision, found: Iterator[tuple[str, Path]]) -> Marks:
    places: dict[str, list[Path]] = {}
    for name, path in found:
        places.setdefault(name, []).append(path)
    culprits, marks = decisive(decision), Marks()
    for at, field in enumerate(decision.fields):
        same = [each.path for each in decision.fields[:at]].count(field.path)
        paths = places.get(field.path, [])
        # A pattern names a field once for each alternative; an event has it in as many elements as it likes.
        chosen = paths[same : same + 1] if len(paths) > same and same else paths
        tone = "good" if field.matched else "bad" if at in culprits else "open"
        for path in chosen:
            line = document.place(path, key=True).line
            if marks.get(line) != "bad":
                marks[line] = tone
    return marks


def _paths(value: Any, names: tuple[str, ...] = (), path: Path = ()) -> Iterator[tuple[str, Path]]:
    """Yield what stands at each dotted name, through lists."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield ".".join((*names, key)), (*path, key)
            yield from _paths(inner, (*names, key), (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            if isinstance(inner, dict | list):
                yield from _paths(inner, names, (*path, at))


def _pattern_paths(value: Any, names: tuple[str, ...] = (), path: Path = ()) -> Iterator[tuple[str, Path]]:
    """Yield the fields of a pattern; what is inside an alternative has the name that it would have outside."""
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        if key == "$or" and isinstance(inner, list) and all(isinstance(each, dict) for each in inner):
            for at, each in enumerate(inner):
                yield from _pattern_paths(each, names, (*path, key, at))
        elif isinstance(inner, list):
            yield ".".join((*names, key)), (*path, key)
        else:
            yield from _pattern_paths(inner, (*names, key), (*path, key))
