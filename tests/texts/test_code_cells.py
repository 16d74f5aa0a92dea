"""Code cells in a language made by a function: comments, captions and what is printed change, and nothing that runs does."""

import inspect
from pathlib import Path

import pytest
from pseudo_language import accented
from run_cells import outputs_of

from course import widgets
from grader.build.text_notebook import read
from grader.texts import TextsError
from grader.texts.code_cells import CAPTIONS, reworded_code, reworded_code_body

ROOT = Path(__file__).parents[2]
NOTEBOOKS = [path.relative_to(ROOT) for path in sorted((ROOT / "authoring").glob("*/m*.py"))]
PLAIN = str.maketrans("àéîöüÀÉÎÖÜ", "aeiouAEIOU")

CELL = '''import json  # noqa: F401

# What follows makes
# a queue of its own.

QUEUE = "demo-queue"  # the name of it


def made(name="a name"):
    """Make it, and say so."""
    return {"Name of it": f"the {name}"}


print("made:", made()["Name of it"], "now" if made() else "not at all")
print(f"{len(QUEUE)} letters, {QUEUE!r:>12} {{not}} {'this one'}" + " and more", sep=" or ")
table([{"the key": "a value"}], caption="What was made")
bars({"a b": 1}, "payments a minute", title=f"Of {QUEUE}")
'''


def texts_of(source):
    found = []
    reworded_code(source, lambda words, line: found.append((line, words)) or words)
    return sorted(found)


def cells():
    return [
        cell
        for path in sorted((ROOT / "authoring").glob("*/*.py"))
        for cell in read(path.relative_to(ROOT), path.read_text(encoding="utf-8")).cells
        if cell.kind == "code"
    ]


def test_a_cell_that_is_not_translated_comes_out_as_it_was_written():
    written = [(cell.line, cell.body) for cell in cells()]

    assert len(written) > 900
    assert written == [(cell.line, reworded_code_body(cell, lambda words, _: words)) for cell in cells()]


def test_comments_docstrings_captions_and_what_is_printed_are_texts_each_with_its_line():
    assert [
        (3, "What follows makes\na queue of its own."),
        (6, "the name of it"),
        (10, "Make it, and say so."),
        (14, "made:"),
        (14, "not at all"),
        (14, "now"),
        (15, " and more"),
        (15, "{len(QUEUE)} letters, {QUEUE!r:>12} {{not}} {'this one'}"),
        (16, "What was made"),
        (17, "Of {QUEUE}"),
        (17, "payments a minute"),
    ] == texts_of(CELL)


def test_a_changed_cell_differs_in_its_texts_alone():
    assert '''import json  # noqa: F401

# WHAT FOLLOWS MAKES
# A QUEUE OF ITS OWN.

QUEUE = "demo-queue"  # THE NAME OF IT


def made(name="a name"):
    """MAKE IT, AND SAY SO."""
    return {"Name of it": f"the {name}"}


print("MADE:", made()["Name of it"], "NOW" if made() else "NOT AT ALL")
print(f"{len(QUEUE)} letters, {QUEUE!r:>12} {{not}} {'this one'}" + " AND MORE", sep=" or ")
table([{"the key": "a value"}], caption="WHAT WAS MADE")
bars({"a b": 1}, "PAYMENTS A MINUTE", title=f"Of {QUEUE}")
''' == reworded_code(CELL, lambda words, _: words if "{" in words else words.upper())


@pytest.mark.parametrize(
    "source, said, written",
    [
        ("# one two", "eins\nzwei", "# eins\n# zwei"),
        ("x = 1  # one two", "eins\nzwei", "x = 1  # eins zwei"),
        ("if x:\n    # one two\n    #\n    # three\n    y()", "eins\n\nzwei", "if x:\n    # eins\n    #\n    # zwei\n    y()"),
        ('print("one")', 'das "eine" \\ \n', 'print("das \\"eine\\" \\\\ \\n")'),
        ("print(f'{a} of {b!r}')", 'von {b!r} "{a}" {{}}\n', 'print(f"von {b!r} \\"{a}\\" {{}}\\n")'),
        ("é = 'ü'; print('one', 'ü')", "eins", "é = 'ü'; print(\"eins\", 'ü')"),
        ("def f():\n    '''One.'''", 'Eins\n\n"zwei" \\', 'def f():\n    """Eins\n\n    \\"zwei\\" \\\\"""'),
        ('print("one "\n      "two")', "eins zwei", 'print("eins zwei")'),
        ("%%time\nprint('one two')", "eins", "%%time\nprint('one two')"),
    ],
)  # fmt: skip
def test_a_translation_is_written_as_its_place_needs(source, said, written):
    assert written == reworded_code(source, lambda *_: said)


def test_an_expression_with_quotes_stays_the_same_value():
    source = '''print(f"""{known["it's"]} of {all}""")'''
    new = reworded_code(source, lambda words, _: words.replace("of", "von"))
    seen = []
    exec(new, {"known": {"it's": 3}, "all": 4, "print": seen.append})  # noqa: S102

    assert ["3 von 4"] == seen


@pytest.mark.parametrize("said", ["nur {a}", "{a} {a} {b}", "{a} {b} {c}", "{a} {b} }"])
def test_a_translation_with_other_expressions_is_refused(said):
    with pytest.raises(TextsError, match=r"expected \{a\} \{b\}, as in “\{a\} of \{b\}”"):
        reworded_code('print(f"{a} of {b}")', lambda *_: said)


@pytest.mark.parametrize(
    "comment", ["# noqa: E501", "# fmt: skip", "# type: ignore", "### BEGIN SOLUTION", "# ---", "#!/bin/sh"]
)
def test_directives_are_no_texts(comment):
    assert [] == texts_of(f"x = 1  {comment}\n{comment}\n")


def test_no_comment_becomes_a_cell(root):
    cell = read(Path("a.py"), "# ---\n# title: x\n# ---\n\n# %%\n# some words\nx = 1\n").cells[0]

    with pytest.raises(TextsError, match=r"^line 5: .* `# %% mehr`, which would begin another cell"):
        reworded_code_body(cell, lambda *_: "Worte\n%% mehr")


def test_answers_and_what_grades_them_stay_as_they_are():
    marked = [cell for cell in cells() if {"solution", "grade", "locked"} & set(cell.marks)]

    assert len(marked) > 100
    assert [] == [cell.line for cell in marked if cell.body != reworded_code_body(cell, lambda *_: "x")]


def test_every_caption_of_a_picture_is_known():
    named = {
        (name, parameter): at
        for name in widgets.__all__
        if inspect.isfunction(getattr(widgets, name))
        for at, parameter in enumerate(inspect.signature(getattr(widgets, name)).parameters)
        if parameter in {"caption", "label", "title", "unit"}
    }

    assert named == {
        (name, parameter): at
        for name, captions in CAPTIONS.items()
        for parameter, at in captions.items()
        if parameter != "items"
    }


@pytest.mark.slow
@pytest.mark.in_turn(14)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parts[1]}-{path.stem}")
def test_a_translated_notebook_runs_and_grades_as_the_english_one(path, monkeypatch, tmp_path):
    changed = []

    def other(cell):
        body = reworded_code_body(cell, lambda words, _: accented(words))
        changed.extend([cell.line] if body != cell.body else [])
        return body

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "english"))
    english = outputs_of(ROOT, path, lambda cell: cell.body)
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "other"))
    shown = outputs_of(ROOT, path, other)

    assert len(changed) > 1
    assert english == {line: said.translate(PLAIN) for line, said in shown.items()}
