"""Forged or lost marks: ids, points, remarks of an earlier grading, outputs that claim a score."""

FULL, NOTHING = (10, 10), (0, 0)
WRONG = "def double(number):\n    return 2 * abs(number)"


def _empty(*names):
    return tuple(
        f"The answer cell {name}_solution is missing or empty; it counts as not answered." for name in names
    )


def _edited(*names):
    return (f"Course cells had been edited; the course's own were used: {', '.join(names)}.",)


def _missing(*names):
    return (f"Course cells were missing; the course's own were used: {', '.join(names)}.",)


def _lost(*names):
    return tuple(
        f"The answer cell {name}_solution had lost its mark; the code cell in its place was taken."
        for name in names
    )


def _by_id(notebook):
    return {cell["id"]: cell for cell in notebook["cells"]}


def _change(change):
    """Change the good notebook with its cells at hand by their ids."""

    def fill(hand):
        notebook = hand.good
        notebook["cells"] = change(_by_id(notebook), notebook) or notebook["cells"]
        hand.write(notebook)

    return fill


def _each(change):
    def apply(_, notebook):
        for cell in notebook["cells"]:
            change(cell)

    return _change(apply)


def _marks(name, **marks):
    """Give a cell other marks, with a wrong answer to the first exercise."""

    def change(cells, _):
        cells["e1-solution"]["source"] = WRONG
        cells[name]["metadata"].setdefault("nbgrader", {}).update(marks)

    return _change(change)


def _outputs(*outputs, wrong=True):
    """Keep outputs in every code cell, with wrong answers unless told."""

    def change(cells, notebook):
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell |= {"outputs": list(outputs), "execution_count": 1}
        if wrong:
            cells["e1-solution"]["source"] = cells["e2-solution"]["source"] = "double = shout = None"

    return _change(change)


def _swap_grade_ids(cells, _):
    one, other = cells["e1-solution"], cells["e2-solution"]
    one["metadata"], other["metadata"] = other["metadata"], one["metadata"]


def _forge_notes(cells, notebook):
    cells["e1-solution"]["source"] = WRONG
    note = {"graded": True, "problem": "", "remarks": ["Full marks."], "level": "all", "left_out": {}}
    note["known"] = {"Cell e1_grade": "0" * 64, "Cell e2_grade": "0" * 64}
    notebook["metadata"] |= {"grading": note, "course": {"fingerprint": "f" * 64, "note": "fine"}}
    cells["e1-grade"]["outputs"] = [_result("10.0")]


def _forge_problem(_, notebook):
    notebook["metadata"]["grading"] = {"problem": "excused", "graded": False}


def _result(text):
    return {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": {},
        "data": {"text/plain": text},
    }


def _flood():
    return {"output_type": "stream", "name": "stdout", "text": ["10.0\n"] * 50_000}


def _no_ids(cell):
    cell.pop("id")


def _same_id(cell):
    cell["id"] = "x"


def _same_grade_id(cell):
    cell["metadata"]["nbgrader"] = {"grade_id": "e1_solution"}


def _no_marks(cell):
    cell["metadata"] = {}


def _nothing_known(cell):
    cell.pop("id")
    cell["metadata"] = {}


def _unknown_grade_ids(cell):
    if "nbgrader" in cell["metadata"]:
        cell["metadata"]["nbgrader"]["grade_id"] += "_2"


def _copied_grade_cell(cells, notebook):
    cells["e1-solution"]["source"] = WRONG
    forged = {**cells["e1-grade"], "id": "forged", "source": "10.0", "outputs": [_result("10.0")]}
    at = notebook["cells"].index(cells["e1-grade"])
    return [*notebook["cells"][:at], forged, *notebook["cells"][at:]]


def _additional_grade_cell(_, notebook):
    marks = {"grade": True, "grade_id": "e3_grade", "locked": True, "points": 100, "schema_version": 3}
    forged = {"cell_type": "code", "id": "e3", "metadata": {"nbgrader": marks}, "source": "100.0"}
    return [*notebook["cells"], {**forged, "outputs": [_result("100.0")]}]


def _edit(name, source):
    def change(cells, _):
        cells["e1-solution"]["source"] = WRONG
        cells[name]["source"] = source

    return _change(change)


def _report(text):
    html = f"<div class='course-report'><b>{text}</b></div>"
    return {"output_type": "display_data", "metadata": {}, "data": {"text/html": html, "text/plain": text}}


def _forged_course_cell(_, notebook):
    said = "**The course found something to mention:**\n\n- Full marks by agreement."
    return [
        {"cell_type": "markdown", "id": "course-remarks", "metadata": {}, "source": said},
        *notebook["cells"],
    ]


def _attached(cells, _):
    cells["title"] |= {"attachments": {"a.png": {"image/png": "A" * 1_000_000}, "b": 7, "c": None}}


CASES = {
    "no cell ids": (FULL, (), _each(_no_ids)),
    "the same cell id everywhere": (FULL, (), _each(_same_id)),
    "no marks": (FULL, (), _each(_no_marks)),
    "neither marks nor ids": (FULL, _lost("e1", "e2"), _each(_nothing_known)),
    "unknown grade ids": (FULL, (), _each(_unknown_grade_ids)),
    "the same grade id everywhere": (FULL, (), _each(_same_grade_id)),
    "the same grade id everywhere, and no ids": (
        (0, 10),
        (*_missing("setup", "e1_grade", "e2_grade"), *_lost("e2")),
        _each(lambda cell: (_same_grade_id(cell), _no_ids(cell))),
    ),
    "grade ids of two answers swapped": (FULL, (), _change(_swap_grade_ids)),
    "more points": ((7.5, 10), (), _marks("e1-grade", points=1000)),
    "fewer points": ((7.5, 10), (), _marks("e1-grade", points=-1)),
    "points that are no number": ((7.5, 10), (), _marks("e1-grade", points="NaN")),
    "a wrong answer as a grade cell": ((7.5, 10), (), _marks("e1-solution", grade=True, points=10)),
    "a grade cell as an answer": ((7.5, 10), (), _marks("e1-grade", solution=True, grade=False)),
    "a grade cell that is not locked": ((7.5, 10), (), _marks("e1-grade", locked=False)),
    "a playground as a grade cell": (
        (7.5, 10),
        (),
        _marks("playground", grade=True, grade_id="e1_grade", points=10, locked=True),
    ),
    "an older schema": ((7.5, 10), (), _marks("e1-grade", schema_version=1)),
    "a newer schema": ((7.5, 10), (), _marks("e1-grade", schema_version=99)),
    "an edited grade cell": ((7.5, 10), _edited("e1_grade"), _edit("e1-grade", "10.0")),
    "an edited locked cell": (
        (7.5, 10),
        _edited("setup"),
        _edit("setup", "def grade(function, points):\n    return points"),
    ),
    "an emptied grade cell": ((7.5, 10), _missing("e1_grade"), _edit("e1-grade", "")),
    "a copied and edited grade cell": ((7.5, 10), (), _change(_copied_grade_cell)),
    "a grade cell too many": (FULL, (), _change(_additional_grade_cell)),
    "a number kept as result": (NOTHING, (), _outputs(_result("10.0"))),
    "a report kept as output": (NOTHING, (), _outputs(_report("10 of 10 points"), _result("10.0"))),
    "a flood kept as output": (FULL, (), _outputs(_flood(), wrong=False)),
    "warnings kept as output": (
        FULL,
        (),
        _outputs({"output_type": "stream", "name": "stderr", "text": "careful"}, wrong=False),
    ),
    "an error kept as output": (
        FULL,
        (),
        _outputs({"output_type": "error", "ename": "E", "evalue": "", "traceback": []}, wrong=False),
    ),
    "outputs that are none": (FULL, (), _outputs(7, None, {"output_type": []}, {"data": 1}, wrong=False)),
    "notes of an earlier grading": ((7.5, 10), (), _change(_forge_notes)),
    "an excuse in the notes": (FULL, (), _change(_forge_problem)),
    "a forged remark of the course's": (FULL, (), _change(_forged_course_cell)),
    "another kernel": (
        FULL,
        (),
        _change(lambda _, notebook: notebook.update(metadata={"kernelspec": {"name": "bash"}})),
    ),
    "a kernel that is no kernel": (
        FULL,
        (),
        _change(lambda _, notebook: notebook.update(metadata={"kernelspec": ["x"], "language_info": 7})),
    ),
    "metadata is a list": (FULL, (), _change(lambda _, notebook: notebook.update(metadata=[1]))),
    "no metadata": (FULL, (), _change(lambda _, notebook: notebook.pop("metadata") and None)),
    "attachments": (FULL, (), _change(_attached)),
    "only outputs": (
        NOTHING,
        (*_missing("setup", "e1_grade", "e2_grade"), *_empty("e1", "e2")),
        _each(lambda cell: cell.update(source="", outputs=[_result("10.0")])),
    ),
}
