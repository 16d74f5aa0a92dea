"""A state machine as the rest of the room takes it: the definition, the type of its workflow, and the text it came from."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from .text import Document, Path, Place, Problem, read, to_text

__all__ = ["StateMachine", "Type", "locate", "parse"]

Type = Literal["STANDARD", "EXPRESS"]

_INDEX = re.compile(r"\[(\d+)\]|(\d+)(?=/|\[|$)", re.ASCII)


@dataclass(frozen=True, eq=False)
class StateMachine:
    """One state machine. Nobody changes `definition` in place."""

    document: Document
    type: Type = "STANDARD"

    @classmethod
    def of(cls, definition: dict[str, Any], *, type: Type = "STANDARD") -> "StateMachine":
        """Return the machine of a definition that is data already; its text is that data printed.

        Raises NotPlainDataError for what JSON cannot hold.
        """
        return parse(to_text(definition), type=type)

    @property
    def definition(self) -> Any:
        """The definition as plain data: an object, unless `problems` say otherwise; None if it is unreadable."""
        return self.document.value

    @property
    def text(self) -> str:
        """The definition as it was written."""
        return self.document.text

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the text itself; what is wrong with the machine is the linter's to say."""
        return self.document.problems

    def place(self, path: Path | str, *, key: bool = False) -> Place:
        """Return line and column of a node, by its path or by its location (`/States/Order/Next`), or of its key."""
        return self.document.place(locate(path, self.definition) if isinstance(path, str) else path, key=key)


def parse(text: str, *, type: Type = "STANDARD") -> StateMachine:
    """Return the machine that `text` (JSON or YAML) defines. Never raises: see the machine's `problems`."""
    return StateMachine(read(text), type)


def locate(location: str, definition: Any) -> Path:
    """Return the path that a location means: `/States/Split/Branches[0]/StartAt`, or a JSON pointer.

    The definition is asked, since AWS writes the name of a state as it is, with its slashes. The path ends where the
    location leaves the definition.
    """
    path: list[str | int] = []
    node, rest = definition, location
    while rest := rest.removeprefix("/"):
        step, taken = _step(node, rest)
        if step is None:
            break
        path.append(step)
        node, rest = node[step], rest[taken:]
    return tuple(path)


def _step(node: Any, rest: str) -> tuple[str | int | None, int]:
    """The step that `rest` begins with, and its length as written; the longest key wins."""
    if isinstance(node, list) and (found := _INDEX.match(rest)):
        index = int(found[1] or found[2])
        return (index, found.end()) if index < len(node) else (None, 0)
    if not isinstance(node, dict):
        return None, 0
    written = {form: key for key in node for form in (_escaped(key), key)}
    begun = [
        form
        for form in written
        if rest.startswith(form) and rest[len(form) : len(form) + 1] in ("", "/", "[")
    ]
    if not begun:
        return None, 0
    longest = max(begun, key=len)
    return written[longest], len(longest)


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
