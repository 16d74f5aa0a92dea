"""Putting a learner's answers into the notebook that was released.

The submission is not repaired; the released notebook is filled. So deleted, edited, doubled, split or moved course
cells, lost marks and other versions of the format neither pay nor punish. A learner's own cells stay where they
stood: an import or a helper function in an additional cell keeps working.
"""

import copy
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from nbformat import NotebookNode, v4

from .cells import SubmittedCell
from .marks import grade_id, is_answer, is_of_the_course, marks
from .passed_over import AS_RELEASED

__all__ = ["rebuild"]

# No parser: a cell may hold magics, which are no Python.
DEFINED = re.compile(
    r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]+)?=(?!=)", re.MULTILINE
)


def rebuild(released: NotebookNode, cells: Sequence[SubmittedCell]) -> tuple[NotebookNode, list[str]]:
    """Return `released` with the answers found in `cells`, and remarks on what had to be put right.

    A cell is recognised by its id, else by its grade id, else by its text; an answer cell that bears none of
    these is the first unknown code cell between its neighbours. Cells without text count as not there; what an answer
    cell was to define then may come of any other cell.
    """
    filled = [cell for cell in cells if cell.source.strip()]
    taken, own = _sort_out(released, filled)
    remarks = list(_put_back(released, taken))
    names = {name for cell in filled if cell.type == "code" for name in _names(cell.source)}
    elsewhere = set()
    for place, cell in enumerate(released.cells):
        if is_answer(cell) and place not in taken:
            if not _adopt(place, taken, own) and _names(cell.source) & names:
                elsewhere.add(place)
            remarks.append(
                _about_answer(grade_id(cell), adopted=place in taken, elsewhere=place in elsewhere)
            )

    notebook = copy.deepcopy(released)
    notebook.cells = _own_cells(own[-1])
    for place, cell in enumerate(copy.deepcopy(released.cells)):
        if place in taken and not is_of_the_course(cell):
            cell.source = taken[place].source
        elif place in elsewhere:
            cell.source = ""  # the released text would define it anew, as nothing
        if _is_shown(cell) and cell.source == released.cells[place].source:
            cell.metadata["course"] = {AS_RELEASED: True}
        notebook.cells += [cell, *_own_cells(own[place])]
    for number, cell in enumerate(cell for cell in notebook.cells if "id" not in cell):
        cell["id"] = f"own-{number}"
    return notebook, remarks


def _sort_out(
    released: NotebookNode, cells: Sequence[SubmittedCell]
) -> tuple[dict[int, SubmittedCell], defaultdict[int, list[SubmittedCell]]]:
    """Return the submitted cell at each place of the released notebook, and the learner's own ones after each place."""
    taken: dict[int, SubmittedCell] = {}
    own: defaultdict[int, list[SubmittedCell]] = defaultdict(list)
    texts = [cell.source.strip() for cell in released.cells]
    fixed = {place for place, cell in enumerate(released.cells) if is_of_the_course(cell)}
    places = _marked_places(released, cells)
    # A cell that stands somewhere as it was released was not edited: others with its mark are edited copies.
    unedited = {
        place
        for place, cell in zip(places, cells, strict=True)
        if place is not None and not is_answer(released.cells[place]) and texts[place] == cell.source.strip()
    }
    last = -1
    for marked, cell in zip(places, cells, strict=True):
        text = cell.source.strip()
        same = (at for at, released_text in enumerate(texts) if released_text == text and at not in taken)
        place = next(same, None) if marked is None else marked
        if place is not None and place not in taken and (place not in unedited or text == texts[place]):
            taken[place] = cell
            last = place
        # A copy of what was released, or a part of a course cell that was split, is nothing of the learner's own.
        elif place is None or not (text == texts[place] or (place in fixed and text in texts[place])):
            own[last].append(cell)
    return taken, own


def _marked_places(released: NotebookNode, cells: Sequence[SubmittedCell]) -> list[int | None]:
    """Return which released cell each submitted one is by its marks: its id, which no copy shares, else its grade id."""
    by_grade_id = {grade_id(cell): place for place, cell in enumerate(released.cells) if grade_id(cell)}
    by_id = {cell["id"]: place for place, cell in enumerate(released.cells) if "id" in cell}
    return [by_id.get(cell.id, by_grade_id.get(cell.grade_id)) for cell in cells]


def _put_back(released: NotebookNode, taken: dict[int, SubmittedCell]) -> Iterable[str]:
    fixed = [place for place, cell in enumerate(released.cells) if is_of_the_course(cell)]
    missing = [grade_id(released.cells[place]) for place in fixed if place not in taken]
    edited = [
        grade_id(released.cells[place])
        for place in fixed
        if place in taken and taken[place].source.strip() != released.cells[place].source.strip()
    ]
    if edited:
        yield f"Course cells had been edited; the course's own were used: {', '.join(edited)}."
    if missing:
        yield f"Course cells were missing; the course's own were used: {', '.join(missing)}."


def _adopt(place: int, taken: dict[int, SubmittedCell], own: dict[int, list[SubmittedCell]]) -> bool:
    """Take an unknown code cell for the answer at `place`; tell whether there is one."""
    before = max((other for other in taken if other < place), default=-1)
    position = next((at for at, mine in enumerate(own.get(before, [])) if mine.type == "code"), None)
    if position is None:
        return False
    taken[place] = own[before][position]
    # What the learner wrote below the adopted cell ran after it.
    own[before], own[place] = own[before][:position], own[before][position + 1 :]
    return True


def _about_answer(name: str, *, adopted: bool, elsewhere: bool) -> str:
    if adopted:
        return f"The answer cell {name} had lost its mark; the code cell in its place was taken."
    if elsewhere:
        return (
            f"The answer cell {name} is missing or empty; what another cell defines was taken in its place."
        )
    return f"The answer cell {name} is missing or empty; it counts as not answered."


def _own_cells(cells: Iterable[SubmittedCell]) -> list[NotebookNode]:
    make: dict[str, Callable[[str], NotebookNode]] = {
        "code": v4.new_code_cell,
        "markdown": v4.new_markdown_cell,
        "raw": v4.new_raw_cell,
    }
    made = [make[cell.type](cell.source) for cell in cells]
    for cell in made:
        del cell["id"]
    return made


def _names(source: str) -> set[str]:
    """Return the functions, classes and values that a cell's text defines at its left margin."""
    return {name for names in DEFINED.findall(source) for name in names if name}


def _is_shown(cell: NotebookNode) -> bool:
    """Tell whether a released cell is code that learners may change, and no answer."""
    return cell.cell_type == "code" and not marks(cell)
