import tomllib
from pathlib import Path

import pytest

from grader.build import BuildError, products

HEADER = "# ---\n# title: Bad\n# module: m00\n# ---\n\n"
REFUSALS = tomllib.loads((Path(__file__).parent / "refusals.toml").read_text())["refusal"]
ASSIGNMENT, LESSON = "authoring/assignments/m00_bad.py", "authoring/lessons/bad.py"


def refusal(root, path, text):
    (root / path).write_text(text)
    with pytest.raises(BuildError) as caught:
        products(root, [path])
    return str(caught.value)


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case["name"])
def test_an_assignment_is_refused_with_file_line_and_remedy(tiny, case):
    said = refusal(tiny, ASSIGNMENT, HEADER + case["cells"].lstrip("\n"))

    assert f"authoring/assignments/{case['says']}" == said


@pytest.mark.parametrize(
    "mark, word",
    [('solution="m00.e1"', "solution"), ('locked="setup"', "locked"), ('grade="m00.e1" points=1', "grade")],
)
def test_a_lesson_holds_nothing_graded(tiny, mark, word):
    said = refusal(tiny, LESSON, f"# ---\n# title: Bad\n# ---\n\n# %% {mark}\nx = 1\n")

    assert f"{LESSON}:5: found `# %% {mark}`; expected only these marks on a cell here: tags" in said
    assert word in said


@pytest.mark.parametrize(
    "header, found",
    [
        ("", "no header"),
        ("x = 1\n", "`x = 1`"),
        ("# ---\n# ---\n", "a header without a title"),
        ("# ---\n# title: Bad\n# jupyter: {}\n# ---\n", "`# jupyter: {}`"),
        ("# ---\n# title: Bad\n# ---\n", "a header without a module"),
        ("# ---\n# title: Bad\n# module: five\n# ---\n", "`module: five`"),
        ("# ---\n# title: Bad\n# module: m00\n# ---\n\nx = 1\n", "`# ---`"),
    ],
)
def test_a_header_names_title_and_module_and_nothing_else(tiny, header, found):
    said = refusal(tiny, ASSIGNMENT, f"{header}\n# %%\nx = 1\n")

    assert f"found {found};" in said


def test_a_text_without_cells_is_refused(tiny):
    said = refusal(tiny, LESSON, "# ---\n# title: Bad\n# ---\n")

    assert f"{LESSON}: found no cell; expected lines that begin with `# %%`. Write the first cell." == said


def test_an_exercise_needs_a_rubric_once_its_module_has_any(tiny):
    rubrics = tiny / "grader" / "rubrics" / "m00"
    rubrics.mkdir(parents=True)
    (rubrics / "e1_double.py").touch()

    with pytest.raises(BuildError) as caught:
        products(tiny)

    assert (
        "authoring/assignments/m00_tiny.py:41: found exercise m00.e2, which has no rubric; "
        "expected a file grader/rubrics/m00/e2_<name>.py. Write the rubric, or mend the id."
    ) == str(caught.value)


def test_a_module_without_any_rubric_can_be_built(tiny):
    (tiny / "grader" / "rubrics" / "m00").mkdir(parents=True)

    assert 3 == len(products(tiny))
