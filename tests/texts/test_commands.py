"""The commands of a translator: what they say, and that nothing is written over."""

import pytest
from typer.testing import CliRunner

from grader import texts
from grader.cli import app
from grader.texts import Text, TextsError


@pytest.fixture
def run(monkeypatch, root):
    """Run a command as if the course had one text."""
    monkeypatch.chdir(root)
    monkeypatch.setattr(texts, "gathered", lambda _: {"m05": [Text("Fan out", "a.py", 1)]})
    monkeypatch.setattr(texts, "in_language", lambda *_: {root.relative_to(root) / "course" / "x.json": "{}"})
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def test_texts_begins_a_language_and_translate_writes_what_is_known(run, tmp_path):
    begun = run("texts", tmp_path / "po", "--language", "de")
    written = run("translate", "de", tmp_path / "out", "--texts", tmp_path / "po")

    assert begun.output.startswith("1 texts; wrote 2 catalogues in ")
    assert written.output.endswith("with 0 texts in `de`\n")
    assert "{}" == (tmp_path / "out" / "course" / "x.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words, said",
    [
        (["translate", "fr", "out", "--texts", "po"], "found no catalogue"),
        (["translate", "de", "full", "--texts", "po"], "found files in it; expected a new folder"),
        (["texts", "po", "--language", "../de"], "expected a code such as `de`"),
    ],
    ids=["no such language", "a folder in use", "no code"],
)
def test_what_cannot_be_done_ends_in_a_sentence(words, said, run, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    places = [tmp_path / word if word in {"out", "full", "po"} else word for word in words]

    result = run(*places)

    assert 1 == result.exit_code
    assert said in result.output
    assert ["full"] == [path.name for path in tmp_path.iterdir()]


def test_a_translation_that_cannot_stand_in_its_file_is_told_before_anything_is_written(
    run, tmp_path, monkeypatch
):
    def refused(*_):
        raise TextsError("reports.po, for grader/x.py: line 3: found the braces {a} in the translation")

    run("texts", tmp_path / "po", "--language", "de")
    monkeypatch.setattr(texts, "in_language", refused)
    result = run("translate", "de", tmp_path / "out", "--texts", tmp_path / "po")

    assert 1 == result.exit_code
    assert "reports.po, for grader/x.py: line 3: found the braces {a}" in result.output
    assert not (tmp_path / "out").exists()
