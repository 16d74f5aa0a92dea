"""A text notebook (py:percent), cell by cell, each cell knowing its lines.

jupytext decides what a cell holds; this file only adds the line numbers that jupytext does not report, and keeps
every cell as it was written, so that taking an edit back changes nothing but the edited cell.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext

from grader.build.error import BuildError

__all__ = ["TextCell", "TextNotebook", "body_text", "read"]

MARKER = re.compile(r"# ?%%")
HEADER_KEYS = ("title", "module")


@dataclass(frozen=True)
class TextCell:
    """One cell: what it holds (`kind`, `source`, `marks`) and how it was written (`line`, `marker`, `body`, `gap`).

    `line` counts from 1 and is the marker's. `gap` is the number of blank lines behind `body`.
    """

    kind: str
    source: str
    marks: dict[str, Any]
    line: int
    marker: str
    body: str
    gap: int


@dataclass(frozen=True)
class TextNotebook:
    """A text notebook; `path` is relative to the course folder, `header` the text above the first cell."""

    path: Path
    header: str
    title: str
    module: str | None
    cells: tuple[TextCell, ...]


def read(path: Path, text: str) -> TextNotebook:
    """Return the notebook that `text` describes; `path` is used in messages. Raise BuildError on a broken text."""
    lines = text.removesuffix("\n").split("\n")
    starts = [number for number, line in enumerate(lines) if MARKER.match(line)]
    if not starts:
        raise BuildError(
            path, found="no cell", expected="lines that begin with `# %%`", remedy="Write the first cell."
        )
    fields = _header(path, lines[: starts[0]])
    parsed = jupytext.reads("\n".join(lines[starts[0] :]), fmt="py:percent").cells
    if len(parsed) != len(starts):
        raise BuildError(
            path,
            found=f"{len(starts)} lines that look like cell markers but {len(parsed)} cells",
            expected="a line that begins with `# %%` only where a cell begins",
            remedy="Look for such a line inside a string, and write it differently.",
        )
    stops = [*starts[1:], len(lines)]
    return TextNotebook(
        path,
        header="".join(f"{line}\n" for line in lines[: starts[0]]),
        title=fields["title"],
        module=fields.get("module"),
        cells=tuple(
            _cell(cell, start, lines[start:stop])
            for cell, start, stop in zip(parsed, starts, stops, strict=True)
        ),
    )


def body_text(kind: str, source: str) -> str:
    """Return the lines of py:percent text below the marker of a cell, without a line end at the end."""
    cell: dict[str, Any] = {"cell_type": kind, "source": source, "metadata": {}}
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    notebook = jupytext.reads("# %%\n", fmt="py:percent")
    notebook.cells = [type(notebook)(cell)]
    notebook.metadata["jupytext"] = {"notebook_metadata_filter": "-all", "cell_metadata_filter": "-all"}
    written: str = jupytext.writes(notebook, fmt="py:percent")
    return written.split("\n", 1)[1].strip("\n")


def _cell(cell: Any, start: int, lines: list[str]) -> TextCell:
    marker, *body = lines
    kept = "\n".join(body).rstrip("\n")
    # Layout for people who read the text; no part of the notebook.
    marks = {key: value for key, value in cell.metadata.items() if key != "lines_to_next_cell"}
    return TextCell(
        kind=cell.cell_type,
        source=cell.source.rstrip("\n"),
        marks=marks,
        line=start + 1,
        marker=marker,
        body=kept,
        gap=len(body) - (kept.count("\n") + 1 if kept else 0),
    )


def _header(path: Path, lines: list[str]) -> dict[str, str]:
    """Return the fields between the two `# ---` lines. Raise BuildError where it is not a header of ours."""
    written = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if len(written) < 2 or written[0][1] != "# ---" or written[-1][1] != "# ---":
        raise BuildError(
            path,
            line=1,
            found="no header" if not written else f"`{written[0][1]}`",
            expected="`# ---`, then `# title: ...` and, in an assignment, `# module: mNN`, then `# ---`",
            remedy="Begin the file with these lines.",
        )
    fields = {}
    for number, line in written[1:-1]:
        name, colon, value = line.removeprefix("# ").partition(":")
        if not colon or not line.startswith("# ") or name not in HEADER_KEYS or not value.strip():
            raise BuildError(
                path,
                line=number,
                found=f"`{line}`",
                expected="`# title: ...` or `# module: mNN`",
                remedy="The header holds nothing else.",
            )
        # Quotes are YAML's, for editors that read the header as such: a title with a colon needs them there.
        fields[name] = value.strip().strip('"')
    if "title" not in fields:
        raise BuildError(
            path, line=1, found="a header without a title", expected="`# title: ...`", remedy="Add the line."
        )
    return fields
