"""Cells that break the format, and too many or too large ones."""

FULL, NOTHING = (10, 10), (0, 0)
BOTH_EMPTY = tuple(
    f"The answer cell {name}_solution is missing or empty; it counts as not answered."
    for name in ("e1", "e2")
)
FIXED = ("setup", "e1_grade", "e2_grade")
MISSING = f"Course cells were missing; the course's own were used: {', '.join(FIXED)}."
LONG = "`toy.ipynb` holds more than 5 million characters in its cells. Keep data in files, hand it in again."
MANY = (
    "`toy.ipynb` has 100,007 cells, and at most 2,000 are read. Delete what is not needed, hand it in again."
)


def _cells(change):
    """Change every cell of the good notebook; what is None afterwards is left out."""

    def fill(hand):
        notebook = hand.good
        notebook["cells"] = [made for cell in notebook["cells"] if (made := change(cell)) is not None]
        hand.write(notebook)

    return fill


def _with(**fields):
    return _cells(lambda cell: {**cell, **fields})


def _without(*names):
    return _cells(lambda cell: {name: value for name, value in cell.items() if name not in names})


def _further(*further):
    """Add cells after the first one."""

    def fill(hand):
        notebook = hand.good
        notebook["cells"][1:1] = further
        hand.write(notebook)

    return fill


def _code(source, **fields):
    return {"cell_type": "code", "metadata": {}, "outputs": [], "source": source, **fields}


def _answer(source, **fields):
    """Give the first answer another source."""
    return _cells(lambda cell: {**cell, "source": source, **fields} if cell["id"] == "e1-solution" else cell)


def _source(change):
    return _cells(lambda cell: {**cell, "source": change("".join(cell["source"]))})


def _split_pairs(text):
    return [text[:4], *text[4:]]


CASES = {
    "no cells at all": (NOTHING, (MISSING, *BOTH_EMPTY), _cells(lambda cell: None)),
    "cells without source": (NOTHING, (MISSING, *BOTH_EMPTY), _without("source")),
    "sources that are numbers": (NOTHING, (MISSING, *BOTH_EMPTY), _with(source=7)),
    "sources that are null": (NOTHING, (MISSING, *BOTH_EMPTY), _with(source=None)),
    "sources that are objects": (NOTHING, (MISSING, *BOTH_EMPTY), _with(source={"text": "x"})),
    "a source in single letters": (FULL, (), _source(list)),
    "a source with numbers between its lines": (FULL, (), _source(lambda text: [1, text, None, ["x"]])),
    "cells that are numbers, texts and lists": (FULL, (), _further(1, "two", [3], None, True, 1.5)),
    "no outputs": (FULL, (), _without("outputs", "execution_count")),
    "outputs that are no list": (FULL, (), _with(outputs="5.0", execution_count="five")),
    "no metadata": (FULL, (), _without("metadata")),
    "metadata is a list": (FULL, (), _with(metadata=[{"nbgrader": 1}])),
    "nbgrader's metadata is a list": (FULL, (), _with(metadata={"nbgrader": ["e1_solution"]})),
    "grade ids are numbers": (FULL, (), _with(metadata={"nbgrader": {"grade_id": 1}})),
    "cell ids are objects": (FULL, (), _with(id={"a": []})),
    "no cell types": (
        FULL,
        (),
        _without("cell_type"),
    ),
    "unknown cell types": (FULL, (), _with(cell_type="sql")),
    "cell types that are lists": (FULL, (), _with(cell_type=["code"])),
    "every cell is Markdown": (FULL, (), _with(cell_type="markdown")),
    "every cell is raw": (FULL, (), _with(cell_type="raw")),
    "a raw cell and one of a sheet": (
        FULL,
        (),
        _further({"cell_type": "raw", "source": "raw"}, {"cell_type": "heading", "level": 1, "source": "H"}),
    ),
    "a lone surrogate in an answer": (
        FULL,
        (),
        _answer("# \ud800\ndef double(number):\n    return 2 * number"),
    ),
    "a pair of surrogates, one in each line": (
        FULL,
        (),
        _answer(["# \ud83d", "\ude00\n", "def double(number):\n", "    return 2 * number"]),
    ),
    "lone surrogates everywhere": (
        FULL,
        (),
        _further(
            _code("# \udfff", id="\ud800", metadata={"\ud801": "\ud802", "nbgrader": {"grade_id": "\ud803"}}),
            {"cell_type": "markdown", "source": "\udc80"},
        ),
    ),
    "a lone surrogate that is printed": (FULL, (), _further(_code("print(chr(0xD800), '\\ud83d')"))),
    "NUL in an answer": ((0, 10), (), _answer("def double(number):\n    return 2 * number\n\0")),
    "NUL in a cell of one's own": (FULL, (), _further(_code("x = 1\0"))),
    "control characters": (
        FULL,
        (),
        _further(
            _code("x = 1  # \x1b[2J \x07 \x08"), {"cell_type": "markdown", "source": "\x00\x01\x1b[31m"}
        ),
    ),
    "control characters that are shown": (FULL, (), _further(_code("print('\\x00\\x1b[2J')\n'\\x00\\x07'"))),
    "line ends of Windows": (FULL, (), _source(lambda text: text.replace("\n", "\r\n"))),
    "line ends of an old Mac": (FULL, (), _source(lambda text: text.replace("\n", "\r"))),
    "tabs": (FULL, (), _answer("def double(number):\n\treturn 2 * number")),
    "tabs and blanks": ((0, 10), (), _answer("def double(number):\n\tx = 2\n        return x * number")),
    "an answer that is no Python": ((0, 10), (), _answer("def double(number:\n    return 2 * number")),
    "100,000 empty cells": (NOTHING, (MANY,), _further(*[{}] * 100_000)),
    "100,000 cells that run": (NOTHING, (MANY,), _further(*[_code("x = 1")] * 100_000)),
    "1,500 cells of Markdown": (FULL, (), _further(*[{"cell_type": "markdown", "source": "x"}] * 1_500)),
    "a cell of 40 MB": (NOTHING, (LONG,), _further(_code("x = '" + "x" * 40_000_000 + "'"))),
    "a cell of 40 MB of lines": (NOTHING, (LONG,), _further(_code(["#\n"] * 1_000_000 + ["#" * 4_000_000]))),
    "a cell of 4 MB": (FULL, (), _further(_code("x = '" + "x" * 4_000_000 + "'"))),
    "a cell of 1 MB of blank lines": (FULL, (), _further(_code("x = 1\n" + " \n" * 500_000))),
    "an answer of brackets": ((0, 10), (), _answer("(" * 100_000)),
    "an answer of minus signs": ((0, 10), (), _answer("x = " + "-" * 100_000 + "1")),
    "a number of 5,000 digits": (FULL, (), _further(_code("x = " + "9" * 5000))),
    "magics in an answer": (
        FULL,
        (),
        _answer("%precision 2\n%time x = 1\ndef double(number):\n    return 2 * number"),
    ),
    "an answer in another language": ((0, 10), (), _answer("%%bash\necho 10.0")),
    "an answer that is only written to a file": (
        (0, 10),
        (),
        _answer("%%writefile double.py\ndef double(number):\n    return 2 * number"),
    ),
    "an answer that is timed": (FULL, (), _answer("%%time\ndef double(number):\n    return 2 * number")),
}
