"""Diagnostics as people read them: what, where, the line itself with a mark under the place, what to do."""

from collections.abc import Iterable

from .diagnostic import Diagnostic

__all__ = ["explain"]

# Longer lines are shown around the place only.
_WIDTH = 100
_BEFORE = 40
_CUT = "..."


def explain(diagnostics: Iterable[Diagnostic], text: str) -> str:
    """Return diagnostics as a text for people, empty if there are none. `text` is the definition they speak of."""
    lines = text.splitlines()
    return "\n".join(_one(diagnostic, lines) for diagnostic in diagnostics)


def _one(diagnostic: Diagnostic, lines: list[str]) -> str:
    said = [
        f"{diagnostic.severity} {diagnostic.code} at {diagnostic.location}",
        f"  {diagnostic.message.rstrip()}",
        *_shown(diagnostic, lines),
    ]
    if diagnostic.hint:
        said.append(f"  Hint: {diagnostic.hint}")
    said.append(f"  Rule: {diagnostic.rule}")
    return "\n".join(said) + "\n"


def _shown(diagnostic: Diagnostic, lines: list[str]) -> list[str]:
    if not 0 < diagnostic.line <= len(lines):
        return []
    line, column = _cut(lines[diagnostic.line - 1].replace("\t", " "), diagnostic.column)
    number = f"{diagnostic.line:>5} | "
    return [number + line, " " * (len(number) + column - 1) + "^"]


def _cut(line: str, column: int) -> tuple[str, int]:
    """The part of a line around a column, and the column in that part."""
    if len(line) <= _WIDTH:
        return line.rstrip(), column
    start = max(0, min(column - 1 - _BEFORE, len(line) - _WIDTH))
    part = line[start : start + _WIDTH]
    before, after = (_CUT if start else ""), (_CUT if start + _WIDTH < len(line) else "")
    return before + part.rstrip() + after, column - start + len(before)
