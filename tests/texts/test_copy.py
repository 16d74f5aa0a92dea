"""A language made by a function shows that all that is gathered is applied, and that nothing of it was overlooked."""

import json
import re
import tomllib
from pathlib import Path

import nbformat
import pytest
from pseudo_language import accented, left_in_english

from grader import rubrics
from grader.build.text_notebook import read
from grader.rubrics import language
from grader.texts import TextsError, in_language, retold

FENCED = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
pytestmark = pytest.mark.slow

SAID = {"text", "why", "title", "caption"}


def _said(node):
    """Yield what a learner reads of a file of questions."""
    for key, value in node.items() if isinstance(node, dict) else ():
        if isinstance(value, str) and (key in SAID or re.fullmatch(r"m\d\d", key)):
            yield value
        for each in value if isinstance(value, list) else [value]:
            yield from _said(each)


@pytest.mark.parametrize("kind", ["authoring/*/*.py", "course/quizzes/**/*.toml"])
def test_what_is_not_translated_comes_out_as_it_was_written(kind, root):
    written = {path.relative_to(root): path.read_text(encoding="utf-8") for path in root.glob(kind)}

    assert len(written) > 15
    assert written == {path: retold(root, path, lambda text, _: text) for path in written}


def test_no_sentence_of_a_notebook_was_overlooked(root):
    paths = [path.relative_to(root) for path in root.glob("authoring/*/*.py")]
    changed = [read(path, retold(root, path, lambda text, _: accented(text))) for path in paths]
    cells = [(each.path.stem, cell) for each in changed for cell in each.cells if cell.kind == "markdown"]

    assert len(cells) > 500
    assert [] == [each.path.stem for each in changed if left_in_english(each.title)]
    assert [] == [
        (name, left) for name, cell in cells if (left := left_in_english(FENCED.sub("", cell.source)))
    ]


def test_a_built_notebook_says_nothing_in_english_to_a_learner(made):
    released = [
        content
        for path, content in made.items()
        if path.parts[0] in ("course", "exercises") and path.suffix == ".ipynb"
    ]
    cells = [
        cell for each in released for cell in nbformat.reads(each, 4).cells if cell.cell_type == "markdown"
    ]

    assert 2 == len(released)
    assert [] == [(cell.id, left) for cell in cells if (left := left_in_english(FENCED.sub("", cell.source)))]


def test_no_sentence_of_a_question_was_overlooked(made):
    questions = [tomllib.loads(content) for path, content in made.items() if path.suffix == ".toml"]
    said = [text for each in questions for text in _said(each)]

    assert len(said) > 2_000
    assert [] == [text for text in said if left_in_english(text)]


def test_code_and_what_grades_is_the_same_in_every_language(root, made):
    for path, content in made.items():
        if path.suffix != ".ipynb":
            continue
        old, new = nbformat.read(root / path, 4).cells, nbformat.reads(content, 4).cells

        assert [(each.id, each.cell_type, each.metadata) for each in old] == [
            (each.id, each.cell_type, each.metadata) for each in new
        ]
        locked = [at for at, each in enumerate(old) if each.metadata.get("nbgrader")]
        assert len(locked) > 0 or "lessons" in path.parts
        assert [old[at].source for at in locked if old[at].cell_type == "code"] == [
            new[at].source for at in locked if new[at].cell_type == "code"
        ]


def test_an_exercise_is_read_in_the_language_and_graded_as_ever(made, monkeypatch):
    before = rubrics.exercise("m05.e1")
    words = json.loads(made[Path("course/translation.json")])["words"]
    monkeypatch.setattr(language, "_words", lambda: words)
    after = rubrics.exercise("m05.e1")
    told = [text for each in after.misconceptions for text in (each.hint, each.about)]

    assert [] == [text for text in (after.title, *after.hints, *told) if left_in_english(text)]
    assert [] == [part.name for part in after.parts if left_in_english(part.name)]
    assert [(part.points, part.kind, part.check) for part in before.parts] == [
        (part.points, part.kind, part.check) for part in after.parts
    ]
    assert [each.detect for each in before.misconceptions] == [each.detect for each in after.misconceptions]


@pytest.mark.parametrize(
    "catalogue, path, text, said",
    [
        ("reports", "grader/checks/examine.py", "Look first at this: {failing}.", "Zuerst: {fehler}."),
        ("pictures", "course/widgets/account/architecture.js", "also ${scene.aside}", "auch ${alles}"),
    ],
)
def test_a_translation_with_other_braces_is_refused_with_its_place(
    catalogue, path, text, said, root, tmp_path
):
    for name in ("course", "grader"):
        (tmp_path / name).symlink_to(root / name)

    with pytest.raises(
        TextsError, match=rf"^{catalogue}\.po, for {path}: line \d+: found .* expected .* Copy what stands"
    ):
        in_language(tmp_path, "xx", {catalogue: {text: said}})
