"""Bring an edit made in JupyterLab back into the text notebook.

Cells are recognised by their ids, so a cell nobody touched keeps every byte it was written with. Nothing is written
unless the new text makes exactly the notebook that was edited.
"""

from itertools import zip_longest
from pathlib import Path

from nbformat import NotebookNode

from grader.build.build import refuse_edits, state, write
from grader.build.course_folder import LESSONS, RELEASE, SOURCE, Product, made_by, text_behind
from grader.build.error import BuildError
from grader.build.fingerprint import FOOT, NOTICE, Content, edited, signed, substance
from grader.build.marks import marker_line, marks_of
from grader.build.notebook import cell_ids, parsed
from grader.build.text_notebook import TextCell, TextNotebook, body_text, read

__all__ = ["take", "text_of"]


def take(root: Path, path: Path) -> Path | None:
    """Write the edits in the generated notebook `path` (below `root`) to its text notebook, and build that again.

    Return the text notebook's path, or None where there is no edit. Raise BuildError, with nothing written, when the
    notebook is not one to take from, when its text has changed too, or when the text could not say what was edited.
    """
    made_from = _made_from(root, path)
    found = _read_edited(root, path)
    if not edited(found):
        return None
    old_text = (root / made_from).read_text(encoding="utf-8")
    old = next(product for product in made_by(root, made_from) if product.path == path)
    if signed(found) != signed(parsed(old.content)):
        raise BuildError(
            path,
            found=f"an edit of an older state of {made_from.as_posix()}",
            expected="the text unchanged since this notebook was built",
            remedy=f"Put {made_from.as_posix()} back as it was, take the edit, then make the text's own change again.",
        )
    new_text = text_of(read(made_from, old_text), found)
    made = made_by(root, made_from, new_text)
    _refuse_loss(path, found, next(product for product in made if product.path == path))
    others = [product for product in made if product.path != path]
    refuse_edits(others, [product.path for product in others if state(root, product) == "edited"])
    (root / made_from).write_bytes(new_text.encode())
    write(root, made)
    return made_from


def text_of(text: TextNotebook, found: NotebookNode) -> str:
    """Return the text that makes `found`, in the words and the layout of `text` wherever the two agree.

    Raise BuildError for a cell that no marks describe.
    """
    from_id = dict(zip(cell_ids(text), text.cells, strict=True))
    cells = [cell for cell in found.cells if cell.get("id") not in (FOOT, NOTICE)]
    while cells and not cells[-1].source.strip() and cells[-1].get("id") not in from_id:
        cells.pop()
    written = [_text_cell(text, cell, from_id.pop(cell.get("id", ""), None)) for cell in cells]
    if not written:
        return text.header
    gaps = [*(cell.gap for cell in written[:-1]), text.cells[-1].gap]
    parts = [
        "\n".join([cell.marker, *([cell.body] if cell.body else [])]) + "\n" * (gap + 1)
        for cell, gap in zip(written, gaps, strict=True)
    ]
    return text.header + "".join(parts)


def _text_cell(text: TextNotebook, cell: NotebookNode, before: TextCell | None) -> TextCell:
    marks = marks_of(cell.metadata, text.module)
    if marks is None:
        raise BuildError(
            text.path,
            found=f"nbgrader metadata {dict(cell.metadata.get('nbgrader', {}))} on the cell `{_first_line(cell)}`",
            expected="a solution, a grade or a locked cell as the build makes them",
            remedy="Mark the cell in the text notebook instead.",
        )
    source = cell.source.rstrip("\n")
    alike = before is not None and before.kind == cell.cell_type
    return TextCell(
        kind=cell.cell_type,
        source=source,
        marks=marks,
        line=before.line if before else 0,
        marker=before.marker
        if before and alike and before.marks == marks
        else marker_line(cell.cell_type, marks),
        body=before.body
        if before and alike and before.source == source
        else body_text(cell.cell_type, source),
        # A new cell has no gap yet, and what stood behind the last one was the end of the file.
        gap=before.gap if before and before is not text.cells[-1] else 1,
    )


def _made_from(root: Path, path: Path) -> Path:
    text = text_behind(path)
    if text is None or not (root / path).is_file() or not (root / text).is_file():
        raise BuildError(
            path,
            found="no notebook that a text notebook makes",
            expected=f"a notebook below {LESSONS.as_posix()} or {SOURCE.as_posix()}",
            remedy="Give its path, as in `python -m grader take solutions/m05_name/m05_name.ipynb`.",
        )
    if path.is_relative_to(RELEASE):
        raise BuildError(
            path,
            found="a release, which is made from its solution",
            expected=f"a notebook below {LESSONS.as_posix()} or {SOURCE.as_posix()}",
            remedy=f"Make the edit in {text.as_posix()}, or in {SOURCE.as_posix()} and take it from there.",
        )
    return text


def _read_edited(root: Path, path: Path) -> NotebookNode:
    try:
        return parsed((root / path).read_text(encoding="utf-8"))
    except ValueError as error:
        raise BuildError(
            path,
            found="a file that cannot be read as a notebook",
            expected="what JupyterLab saves",
            remedy="Drop it with `python -m grader build --discard`.",
        ) from error


def _refuse_loss(path: Path, found: NotebookNode, made: Product) -> None:
    """Raise BuildError unless the new text makes the notebook that was edited (ids are given anew)."""
    pairs = zip_longest(_without_ids(found), _without_ids(parsed(made.content)))
    for number, (wanted, got) in enumerate(pairs, start=1):
        if wanted != got:
            raise BuildError(
                path,
                found=f"in cell {number} something a text notebook cannot say",
                expected="code, markdown, tags and the marks of an exercise",
                remedy="Make this edit in the text notebook. Nothing was written.",
            )


def _without_ids(notebook: NotebookNode) -> list[Content]:
    return [content._replace(id="", source=content.source.rstrip("\n")) for content in substance(notebook)]


def _first_line(cell: NotebookNode) -> str:
    return str(cell.source).partition("\n")[0]
