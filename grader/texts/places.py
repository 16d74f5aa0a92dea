"""The kinds of place in which learner-facing text stands. Each returns its text with every such text changed.

A change is called with a text and its line, counted from 1, and returns what stands there instead.
"""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

from grader.build.text_notebook import TextCell, body_text, read

from .code_cells import reworded_code_body
from .pieces import reworded_markdown

__all__ = ["Change", "reworded_notebook", "reworded_questions"]

Change = Callable[[str, int], str]

# The keys of questions, and of the syllabus, whose texts a learner reads; `m01` and its like say why a module is not to be skimmed.
_SAID = re.compile(r"(text|why|title|caption|stage|m\d\d) = (?=[\"'])")
_TITLE = re.compile(r"^# title: (.+)$", re.MULTILINE)


def reworded_notebook(path: Path, text: str, change: Change) -> str:
    """Return a text notebook with its title and cells changed. Raises BuildError on a broken one, TextsError."""
    found = read(path, text)
    line = 1 + found.header[: found.header.index("# title: ")].count("\n")
    title = json.dumps(change(found.title, line), ensure_ascii=False)
    header = (
        found.header
        if title == json.dumps(found.title, ensure_ascii=False)
        else _TITLE.sub(lambda _: f"# title: {title}", found.header)
    )
    return header + "".join(_cell(cell, change) for cell in found.cells)


def reworded_questions(text: str, change: Change) -> str:
    """Return a file of questions, or the syllabus (TOML, a text a line), with each text changed that a learner reads."""
    return "\n".join(_question_line(line, at, change) for at, line in enumerate(text.split("\n"), 1))


def _cell(cell: TextCell, change: Change) -> str:
    body = cell.body
    if cell.kind == "markdown":
        # The marker stands in the line before.
        new = reworded_markdown(cell.source, lambda piece, at: change(piece, cell.line + 1 + at))
        body = body if new == cell.source else body_text(cell.kind, new)
    elif cell.kind == "code":
        body = reworded_code_body(cell, change)
    return "\n".join([cell.marker, *([body] if body else [])]) + "\n" * (cell.gap + 1)


def _question_line(line: str, at: int, change: Change) -> str:
    if not (found := _SAID.match(line)):
        return line
    said = tomllib.loads(line)[found[1]]
    new = change(said, at)
    return line if new == said else f"{found[0]}{json.dumps(new, ensure_ascii=False)}"
