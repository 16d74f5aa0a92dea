"""Paths as the rules look at them: the names and indexes at their beginning, and where they look."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from course.asl.intrinsics import IntrinsicSyntaxError, parse_call, paths

__all__ = ["Steps", "looks_like_call", "looks_like_path", "own_names", "paths_in", "steps", "written"]

# `$` the document, `$$` the context object, `$name` a variable.
_ROOT = re.compile(r"\$\$|\$(?P<variable>[^\W\d]\w*)|\$")
_STEP = re.compile(
    r"\.(?P<name>[^\W\d][\w-]*)|\['(?P<quoted>[^'\\]+)'\]|\[\"(?P<double>[^\"\\]+)\"\]|\[(?P<index>\d+)\]"
)
_CALL = re.compile(r"\s*States\.\w+\s*\(.*\)\s*", re.DOTALL)


@dataclass(frozen=True)
class Steps:
    """The beginning of a path: `root` is `$`, `$$` or a variable (`$order`); `whole` if there is nothing after the steps."""

    root: str
    names: tuple[str | int, ...]
    whole: bool


def steps(path: str) -> Steps | None:
    """Return what `path` begins with, up to the first wildcard, filter, slice or descent; None for what is no path."""
    root = _ROOT.match(path)
    if root is None:
        return None
    names: list[str | int] = []
    place = root.end()
    while found := _STEP.match(path, place):
        place = found.end()
        names.append(
            int(found["index"]) if found["index"] else found["name"] or found["quoted"] or found["double"]
        )
    return Steps(root[0], tuple(names), place == len(path))


def own_names(path: str) -> tuple[str | int, ...] | None:
    """Return the names and indexes of a path into the state's own document, None for any other and for what goes on."""
    found = steps(path)
    return found.names if found is not None and found.root == "$" and found.whole else None


def paths_in(text: str) -> Iterator[str]:
    """Yield the paths of a `.$` value: itself, or those that a call of an intrinsic function reads, however deep."""
    if text.startswith("$"):
        yield text
        return
    try:
        call = parse_call(text.strip())
    except IntrinsicSyntaxError:
        return
    yield from (argument.text for argument in paths(call))


def looks_like_path(text: str) -> bool:
    """Say whether a text would be a path to a field, if it were read as one (`$` alone and prices would not)."""
    found = steps(text)
    return (
        found is not None
        and found.root in ("$", "$$")
        and bool(found.names)
        and (found.whole or " " not in text)
    )


def looks_like_call(text: str) -> bool:
    """Say whether a text would be the call of an intrinsic function."""
    return _CALL.fullmatch(text) is not None


def written(names: tuple[str | int, ...]) -> str:
    """Return the path of these steps, as one would write it."""
    return "$" + "".join(
        f"[{name}]"
        if isinstance(name, int)
        else f".{name}"
        if re.fullmatch(r"[^\W\d]\w*", name)
        else f"['{name}']"
        for name in names
    )
