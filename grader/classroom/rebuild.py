"""Putting a learner's answers into the notebook that was released.

The submission is not repaired; the released notebook is filled. So deleted, edited, doubled, split or moved course
cells, lost marks and other versions of the format neither pay nor punish. A learner's own cells stay where they
stood: an import or a helper function in an additional cell keeps working.
"""

import copy
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from nbformat import NotebookNode, v4

from .submission import Cell

__all__ = ["rebuild"]


def rebuild(released: NotebookNode, cells: Sequence[Cell]) -> tuple[NotebookNode, list[str]]:
    """Return `released` with the answers found in `cells`, and remarks on what had to be put right.

    A cell is recognised by its grade id, else by its cell id, else by its text; an answer cell that bears none of
    these is the first unknown code cell between its neighbours. Cells without text count as not there.
    """
    taken, own = _sort_out(released, [cell for cell in cells if cell.source.strip()])
    remarks = list(_put_back(released, taken))
    for place, cell in enumerate(released.cells):
        if _is_answer(cell) and place not in taken:
            remarks.append(_adopt(place, cell, taken, own))

    notebook = copy.deepcopy(released)
    notebook.cells = _own_cells(own[-1])
    for place, cell in enumerate(copy.deepcopy(released.cells)):
        if place in taken and not _is_fixed(cell):
            cell.source = taken[place].source
        notebook.cells += [cell, *_own_cells(own[place])]
    for number, cell in enumerate(cell for cell in notebook.cells if "id" not in cell):
        cell["id"] = f"own-{number}"
    return notebook, remarks


def _sort_out(
    released: NotebookNode, cells: Sequence[Cell]
) -> tuple[dict[int, Cell], defaultdict[int, list[Cell]]]:
    """Return the submitted cell at each place of the released notebook, and the learner's own ones after each place."""
    taken: dict[int, Cell] = {}
    own: defaultdict[int, list[Cell]] = defaultdict(list)
    last = -1
    for cell in cells:
        place = _place(released, cell, taken)
        if place is None or (place in taken and _is_answer(released.cells[place])):
            own[last].append(cell)
        elif place not in taken:
            taken[place] = cell
            last = place
    return taken, own


def _place(released: NotebookNode, cell: Cell, taken: dict[int, Cell]) -> int | None:
    places = range(len(released.cells))
    if cell.grade_id:
        return next((p for p in places if _grade_id(released.cells[p]) == cell.grade_id), None)
    if cell.id:
        for p in places:
            if released.cells[p].get("id") == cell.id:
                return p
    same = (p for p in places if p not in taken and released.cells[p].source.strip() == cell.source.strip())
    return next(same, None)


def _put_back(released: NotebookNode, taken: dict[int, Cell]) -> Iterable[str]:
    fixed = [place for place, cell in enumerate(released.cells) if _is_fixed(cell)]
    missing = [_grade_id(released.cells[place]) for place in fixed if place not in taken]
    edited = [
        _grade_id(released.cells[place])
        for place in fixed
        if place in taken and taken[place].source.strip() != released.cells[place].source.strip()
    ]
    if edited:
        yield f"Course cells had been edited; the course's own were used: {', '.join(edited)}."
    if missing:
        yield f"Course cells were missing; the course's own were used: {', '.join(missing)}."


def _adopt(place: int, cell: NotebookNode, taken: dict[int, Cell], own: dict[int, list[Cell]]) -> str:
    """Take an unknown code cell for the answer at `place`, and say so; or say that there is none."""
    before = max((other for other in taken if other < place), default=-1)
    found = next((mine for mine in own.get(before, []) if mine.type == "code"), None)
    if found is None:
        return f"The answer cell {_grade_id(cell)} is missing or empty; it counts as not answered."
    position = own[before].index(found)
    taken[place] = found
    # What the learner wrote below the adopted cell ran after it.
    own[before], own[place] = own[before][:position], own[before][position + 1 :]
    return f"The answer cell {_grade_id(cell)} had lost its mark; the code cell in its place was taken."


def _own_cells(cells: Iterable[Cell]) -> list[NotebookNode]:
    make: dict[str, Callable[[str], NotebookNode]] = {
        "code": v4.new_code_cell,
        "markdown": v4.new_markdown_cell,
        "raw": v4.new_raw_cell,
    }
    made = [make[cell.type](cell.source) for cell in cells]
    for cell in made:
        del cell["id"]
    return made


def _marks(cell: NotebookNode) -> dict[str, Any]:
    return dict(cell.metadata.get("nbgrader", {}))


def _grade_id(cell: NotebookNode) -> str:
    return str(_marks(cell).get("grade_id", ""))


def _is_answer(cell: NotebookNode) -> bool:
    return bool(_marks(cell).get("solution"))


def _is_fixed(cell: NotebookNode) -> bool:
    marks = _marks(cell)
    return not marks.get("solution") and bool(marks.get("grade") or marks.get("locked") or marks.get("task"))
