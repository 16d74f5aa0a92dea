"""`course export`: a learner's own answer, whole or not at all, and refusals that say what to do."""

import pytest

from course import learner
from grader.to_aws.ways import exportable

UNWRITTEN = "is not written yet, and there is nothing to export"


def _inside(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.slow
def test_a_learners_own_answer_is_written_with_its_instructions(course, solve, tmp_path):
    solve("m04.e3")
    there = tmp_path / "to-aws" / "m04.e3"

    done = course("export", "m04.e3", there)
    again = course("export", "m04.e3", there)

    assert 0 == done.exit_code, done.output
    assert "Nothing was sent to AWS." in done.output
    assert ["README.md", "alert.json", "budget.json", "template.yaml", "try.json"] == _inside(there)
    assert "This is your answer as an AWS SAM template" in (there / "README.md").read_text(encoding="utf-8")
    assert 1 == again.exit_code
    assert "it holds files already" in again.output


@pytest.mark.slow
def test_an_answer_that_is_missing_or_broken_is_refused_and_nothing_is_written(course, solve, tmp_path):
    idle = "def create_queues(sqs, prefix, seconds):\n    return {}\n"
    told = {
        None: UNWRITTEN,
        "def create_queues(sqs, prefix, seconds):\n    raise ValueError('no')\n": "ValueError: no",
        idle: "found {}; expected: ",
        "import os\nos._exit(3)\n": "Cell e3_solution ended its process. m04.e3: found no `create_queues`",
        "def create_queues(:\n": "m04.e3: found no `create_queues` when your cells had run",
    }

    for text, words in told.items():
        if text:
            solve("m04.e3", text)
        refused = course("export", "m04.e3", tmp_path / "out")

        assert 1 == refused.exit_code, text
        assert words in refused.output, text
        assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_the_courses_own_answer_is_exported_once_it_may_be_opened(course, tmp_path):
    shut = course("export", "m05.e1", tmp_path / "out", "--solution")
    learner.notes().put("hints/m05.e1", 4)
    opened = course("export", "m05.e1", tmp_path / "out", "--solution")

    assert 1 == shut.exit_code
    assert "The solution of m05.e1 opens when you have full points" in shut.output
    assert 0 == opened.exit_code, opened.output
    page = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "This is the course's own answer as an AWS SAM template" in page


def test_what_can_be_exported_is_listed(course):
    said = course("export").output

    assert [name for name in exportable() if f"  {name}  " not in said] == []
    assert "m04.e1  " not in said


REFUSALS = {
    "no folder": (("m04.e3",), "Name a folder that is new or empty: course export m04.e3 to-aws/m04.e3"),
    "it is called by its check": (
        ("m04.e1", "x"),
        "m04.e1 cannot be exported: the check calls your code itself",
    ),
    "it computes": (("m04.e5", "x"), "m04.e5 cannot be exported: your code computes with data"),
    "it decides": (("m06.e5", "x"), "m06.e5 cannot be exported: the answer is a decision"),
    "it is a piece": (
        ("m08.e1", "x"),
        "m08.e1 cannot be exported: the answer is a piece of something larger",
    ),
    "no such exercise": (("m04.e9", "x"), "There is no exercise `m04.e9`"),
}


@pytest.mark.parametrize("words, said", REFUSALS.values(), ids=REFUSALS)
def test_a_wish_that_cannot_be_met_is_refused_in_words(course, words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    refused = course("export", *words)

    assert 1 == refused.exit_code
    assert said in refused.output
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("kind", ["a folder with a file", "a file"])
def test_what_is_there_already_stays_as_it_is(course, tmp_path, kind):
    there = tmp_path / "there"
    mine = there if kind == "a file" else there / "mine.txt"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine", encoding="utf-8")

    refused = course("export", "m04.e3", there)

    assert 1 == refused.exit_code
    assert f"{there}: " in refused.output
    assert "so that nothing of yours is overwritten" in refused.output
    assert "mine" == mine.read_text(encoding="utf-8")
