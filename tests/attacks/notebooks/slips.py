"""Honest slips in a notebook: whatever the learner's own notebook does from top to bottom earns its marks."""

FULL, NOTHING = (10, 10), (0, 0)
DOUBLE = "def double(number):\n    return number + number"
MOVED = "The answer cell {} is missing or empty; what another cell defines was taken in its place."


def _empty(name):
    return f"The answer cell {name}_solution is missing or empty; it counts as not answered."


def _missing(*names):
    return f"Course cells were missing; the course's own were used: {', '.join(names)}."


def _order(*ids):
    """Keep the good cells with these ids, in this order; what is no id is the text of a further code cell."""

    def fill(hand):
        notebook = hand.good
        cells = {cell["id"]: cell for cell in notebook["cells"]}
        notebook["cells"] = [cells.get(name) or _code(name) for name in ids]
        hand.write(notebook)

    return fill


def _code(source):
    return {"cell_type": "code", "id": f"own-{abs(hash(source))}", "metadata": {}, "source": source}


def _change(*changes):
    """Apply changes to the list of cells."""

    def fill(hand):
        notebook = hand.good
        for change in changes:
            notebook["cells"] = change(notebook["cells"])
        hand.write(notebook)

    return fill


def _at(cells, name):
    return next(at for at, cell in enumerate(cells) if cell["id"] == name)


def _text(cell):
    return "".join(cell["source"])


def _merged(*names):
    """Merge cells into the first of them, as JupyterLab does: its marks stay."""

    def change(cells):
        parts = [cells[_at(cells, name)] for name in names]
        first = {**parts[0], "source": "\n\n".join(map(_text, parts))}
        return [first if cell is parts[0] else cell for cell in cells if cell not in parts[1:]]

    return change


def _split(name, at):
    """Split a cell after its first `at` lines; both parts keep the marks."""

    def change(cells):
        place = _at(cells, name)
        lines = _text(cells[place]).split("\n")
        parts = ["\n".join(lines[:at]), "\n".join(lines[at:])]
        made = [{**cells[place], "source": part, "id": f"{name}-{part[:3]}"} for part in parts]
        return [*cells[:place], *made, *cells[place + 1 :]]

    return change


def _set(name, source):
    return lambda cells: [{**cell, "source": source} if cell["id"] == name else cell for cell in cells]


def _copied(name, *, to, source, above=False):
    """Copy a cell with its marks below (or above) another one, and edit the copy."""

    def change(cells):
        made = {**cells[_at(cells, name)], "id": "copy", "source": source}
        place = _at(cells, to) + (not above)
        return [*cells[:place], made, *cells[place:]]

    return change


def _added(source, *, to, above=False):
    def change(cells):
        place = _at(cells, to) + (not above)
        return [*cells[:place], _code(source), *cells[place:]]

    return change


STUB = "def double(number):\n    raise NotImplementedError"
HELPER = "def twice(number):\n    return 2 * number"
CALLS = "def double(number):\n    return twice(number)"
ALL = ("title", "setup", "e1-solution", "e1-grade", "playground", "e2-solution", "e2-grade")

CASES = {
    "nothing was changed": (
        NOTHING,
        (),
        _change(_set("e1-solution", STUB), _set("e2-solution", STUB.replace("double(number", "shout(text"))),
    ),
    "in the reverse order": (FULL, (), _order(*reversed(ALL))),
    "grade cells first": (FULL, (), _order("e2-grade", "e1-grade", *ALL[:3], *ALL[4:6])),
    "only the answers": (
        FULL,
        (_missing("setup", "e1_grade", "e2_grade"),),
        _order("e1-solution", "e2-solution"),
    ),
    "only one answer": (
        (10, 0),
        (_missing("setup", "e1_grade", "e2_grade"), _empty("e2")),
        _order("e1-solution"),
    ),
    "an answer in a new cell": (
        FULL,
        ("The answer cell e1_solution had lost its mark; the code cell in its place was taken.",),
        _order(*ALL[:2], DOUBLE, *ALL[3:]),
    ),
    "an answer below the stub": (
        FULL,
        (),
        _change(_set("e1-solution", STUB), _added(DOUBLE, to="e1-solution")),
    ),
    "an answer above the stub": (
        NOTHING[:1] + FULL[1:],
        (),
        _change(_set("e1-solution", STUB), _added(DOUBLE, to="e1-solution", above=True)),
    ),
    "an answer above the emptied cell": (
        FULL,
        (MOVED.format("e1_solution"),),
        _change(_set("e1-solution", ""), _added(DOUBLE, to="setup", above=True)),
    ),
    "an answer below the emptied cell": (
        FULL,
        ("The answer cell e1_solution had lost its mark; the code cell in its place was taken.",),
        _change(_set("e1-solution", " \n"), _added(DOUBLE, to="e1-solution")),
    ),
    "an answer in the playground": (
        FULL,
        (MOVED.format("e2_solution"),),
        _change(
            _set("playground", "def shout(text):\n    return text.upper() + '!'"), _set("e2-solution", "")
        ),
    ),
    "both answers merged": (
        FULL,
        (_missing("e1_grade"), MOVED.format("e2_solution")),
        _change(_merged("e1-solution", "e1-grade", "playground", "e2-solution")),
    ),
    "an answer merged with its check": (
        FULL,
        (_missing("e1_grade"),),
        _change(_merged("e1-solution", "e1-grade")),
    ),
    "everything merged into the title": (
        (0, 0),
        (_missing("setup", "e1_grade", "e2_grade"), _empty("e1"), _empty("e2")),
        _change(_merged(*ALL)),
    ),
    "an answer split within": ((0, 10), (), _change(_split("e1-solution", 1))),
    "an answer split between functions": (
        FULL,
        (),
        _change(_set("e1-solution", f"{HELPER}\n{CALLS}"), _split("e1-solution", 2)),
    ),
    "a locked cell split": (
        FULL,
        ("Course cells had been edited; the course's own were used: setup.",),
        _change(_split("setup", 2)),
    ),
    "a check split": (
        FULL,
        (),
        _change(_set("playground", "a = 1\nb = a"), _split("playground", 1)),
    ),
    "an answer copied and the copy edited": (
        FULL,
        (),
        _change(_set("e1-solution", STUB), _copied("e1-solution", to="e1-solution", source=DOUBLE)),
    ),
    "a helper in a copy of a locked cell": (
        FULL,
        (),
        _change(_set("e1-solution", CALLS), _copied("setup", to="setup", source=HELPER)),
    ),
    "a helper in a copy above the locked cell": (
        FULL,
        (),
        _change(_set("e1-solution", CALLS), _copied("setup", to="setup", source=HELPER, above=True)),
    ),
    "a helper in a copy of the playground": (
        FULL,
        (),
        _change(
            _set("e1-solution", CALLS),
            _copied("playground", to="setup", source=HELPER),
            lambda cells: [{**cell, "id": "playground"} if cell["id"] == "copy" else cell for cell in cells],
        ),
    ),
    "notes in a copy of the answer that is Markdown": (
        FULL,
        (),
        _change(
            _copied("e1-solution", to="setup", source="My thoughts on this"),
            lambda cells: [
                {**cell, "cell_type": "markdown"} if cell["id"] == "copy" else cell for cell in cells
            ],
        ),
    ),
    "an answer of two alternatives": (
        FULL,
        (),
        _change(_added("def double(number):\n    return 2 * number", to="e1-solution")),
    ),
    "an answer that warns": (
        FULL,
        (),
        _change(_set("e1-solution", f"import warnings\nwarnings.warn('careful')\n{DOUBLE}")),
    ),
    "an answer with the markers of a solution": (
        FULL,
        (),
        _change(_set("e1-solution", f"### BEGIN SOLUTION\n{DOUBLE}\n### END SOLUTION")),
    ),
    "an answer with its conflict markers": (
        (0, 10),
        (),
        _change(_set("e1-solution", f"<<<<<<< mine\n{DOUBLE}\n=======\n{STUB}\n>>>>>>> theirs")),
    ),
    "a prompt pasted with the answer": (
        FULL,
        (),
        _change(_set("e1-solution", ">>> def double(number):\n...     return 2 * number")),
    ),
    "a cell that fails on the way": (FULL, (), _change(_added("1 / 0", to="title"))),
    "a module that a cell has written": (
        FULL,
        (),
        _change(
            _added("%%writefile mine.py\n" + DOUBLE, to="title"),
            _set("e1-solution", "from mine import double"),
        ),
    ),
    "plots that are not there above an answer": (
        FULL,
        (),
        _change(
            _set("e1-solution", f"%matplotlib inline\n%config InlineBackend.figure_format = 'svg'\n{DOUBLE}")
        ),
    ),
    "blanks of a word processor": (
        (0, 10),
        (),
        _change(_set("e1-solution", DOUBLE.replace("    ", "\u00a0" * 4))),
    ),
    "an answer that was pasted with its fence": (
        (0, 10),
        (),
        _change(_set("e1-solution", f"```python\n{DOUBLE}\n```")),
    ),
    "an answer that needs what comes below": (
        (0, 10),
        (),
        _change(
            _set("e1-solution", "def double(number):\n    return FACTOR * number"),
            _added("FACTOR = 2", to="e2-grade"),
        ),
    ),
    "an exit, a return and an error between the answers": (
        FULL,
        (),
        _change(
            _added("import sys\nsys.exit()", to="title"),
            _added("return 1", to="setup"),
            _added("exit()", to="e1-grade"),
        ),
    ),
    "an answer written into the check": (
        (0, 10),
        ("Course cells had been edited; the course's own were used: e1_grade.",),
        _change(_set("e1-grade", f"{DOUBLE}\ngrade(double, 10)"), _set("e1-solution", STUB)),
    ),
    "an import in the first cell": (
        FULL,
        (),
        _change(
            _added("from operator import mul", to="title", above=True),
            _set("e1-solution", "def double(number):\n    return mul(number, 2)"),
        ),
    ),
}
