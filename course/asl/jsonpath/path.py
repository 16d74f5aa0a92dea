"""A compiled path: find what it leads to, in a few hundred nanoseconds where it is definite, as most are."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from .errors import PathNotFoundError, PathSyntaxError, Why
from .lookup import Key, definite_keys, find, leading_keys
from .missing import missing
from .parser import parse_steps
from .steps import Step

__all__ = ["Path", "is_reference_path", "names_read", "parse_path"]


class Path:
    """A path as it was written (`text`), its `root`, its `steps`.

    `root` is `$` (the document at hand), `$$` (the context object) or the bare name of a variable. `keys` are the keys
    and indexes of a definite path, None for one that may lead to many values. `find` takes the root's document and
    returns what the path leads to (a list if it is not definite), or raises `PathNotFoundError`.
    """

    __slots__ = ("find", "keys", "root", "steps", "text")

    def __init__(self, text: str, root: str, steps: tuple[Step, ...]) -> None:
        self.text = text
        self.root = root
        self.steps = steps
        self.keys = definite_keys(steps)
        self.find: Callable[[Any], Any] = _finder(self.keys, steps)

    def __repr__(self) -> str:
        """Write it as code would."""
        return f"parse_path({self.text!r})"

    def read(self, document: Any, context: Mapping[str, Any], variables: Mapping[str, Any]) -> Any:
        """Return what the path leads to, in whichever of the three it starts, or raise `PathNotFoundError`."""
        if self.root == "$":
            return self.find(document)
        if self.root == "$$":
            return self.find(context)
        if self.root not in variables:
            raise PathNotFoundError(lambda: Why(f"There is no variable ${self.root}"))
        return self.find(variables[self.root])


def parse_path(text: str) -> Path:
    """Return the compiled path, or raise `PathSyntaxError` with the column where it went wrong."""
    if not isinstance(text, str):  # a definition may hold anything
        raise PathSyntaxError("A path is a text", 1)
    return _compiled(text)


@lru_cache(maxsize=4096)
def _compiled(text: str) -> Path:
    root, steps = parse_steps(text)
    return Path(text.strip(), root, steps)


def is_reference_path(text: str) -> bool:
    """Whether a text is a Reference Path: a path of names and single indexes, which points to one node.

    States Language, "Reference Paths". The root is not judged: ResultPath takes `$` alone, ItemsPath all three.
    """
    try:
        path = parse_path(text)
    except PathSyntaxError:
        return False
    return path.keys is not None and all(isinstance(key, str) or key >= 0 for key in path.keys)


def names_read(path: Path) -> tuple[str, tuple[Key, ...]]:
    """Return what a path reads: its root, and the keys and indexes that it is sure to pass first."""
    return path.root, leading_keys(path.steps)


def _finder(keys: tuple[Key, ...] | None, steps: tuple[Step, ...]) -> Callable[[Any], Any]:
    """Return the quickest way to follow these steps."""
    if keys is None:
        return lambda document: find(steps, document)
    if not keys:
        return lambda document: document
    if any(isinstance(key, int) for key in keys):
        return lambda document: _follow(keys, steps, document)

    def by_names(document: Any) -> Any:
        value = document
        try:
            for key in keys:
                value = value[key]
        except (KeyError, TypeError):
            raise PathNotFoundError(lambda: missing(steps, document)) from None
        return value

    return by_names


def _follow(keys: tuple[Key, ...], steps: tuple[Step, ...], document: Any) -> Any:
    """Follow names and indexes; unlike Python, a path finds no letters in a text."""
    value = document
    try:
        for key in keys:
            if isinstance(value, str):
                raise TypeError
            value = value[key]
    except (KeyError, IndexError, TypeError):
        raise PathNotFoundError(lambda: missing(steps, document)) from None
    return value
