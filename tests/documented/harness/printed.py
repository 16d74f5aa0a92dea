"""Whether a program has printed what a document shows."""

from collections.abc import Sequence

__all__ = ["not_printed"]

ANYTHING = "..."


def not_printed(shown: Sequence[str], said: str) -> str:
    """Name the first line that is shown and was not said in its place; nothing where all were. `...` stands for any lines."""
    lines = iter(line.rstrip() for line in said.splitlines())
    anywhere = False
    for wanted in shown:
        if wanted == ANYTHING:
            anywhere = True
            continue
        found = next((line for line in lines if not anywhere or line == wanted), None)
        if found != wanted:
            return f"shown is {wanted!r}, printed was {'nothing like it' if found is None else repr(found)}"
        anywhere = False
    return ""
