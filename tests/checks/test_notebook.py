"""What an exercise notebook imports, outside of a notebook and inside of one."""

import random
from dataclasses import replace
from types import SimpleNamespace

import pytest

from course import learner
from grader import notebook, rubrics
from grader.checks import Exercise, Part, Row, table
from grader.validated import WIDTH, NotAllPoints

SHOUT = Exercise(
    id="m97.e2",
    title="Shout",
    deliver=("shout", "words"),
    variant=lambda rng: {"mark": rng.choice("!?")},
    parts=(
        Part("shouts", 4.444, "B", table([Row("a", "A")], lambda bench, given: bench.answer("shout")(given))),
        Part("has words", 5, "B", table([Row(None, ["a"])], lambda bench, _: bench.answer("words").value)),
    ),
    hints=("one", "two", "three", "four"),
)


@pytest.fixture(autouse=True)
def _own_learner(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path))
    monkeypatch.setenv("COURSE_LEARNER", "ada")
    monkeypatch.delenv("COURSE_GRADING", raising=False)
    monkeypatch.setattr(rubrics, "exercise", {"m97.e2": SHOUT}.__getitem__)


def test_grade_shows_the_report_and_returns_rounded_points(capsys):
    points = notebook.grade("m97.e2", str.upper, ["b"])

    assert 4.44 == points
    assert isinstance(points, float)
    assert "Look first at this: has words." in capsys.readouterr().out


def test_answers_come_in_order_or_by_name():
    assert 9.44 == notebook.grade("m97.e2", words=("a",), shout=str.upper)


def test_the_best_result_is_remembered(capsys):
    for answer in (str.upper, str.lower):
        notebook.grade("m97.e2", answer, ["b"])

    assert {"points": 4.44, "maximum": 9.44} == learner.notes().get("best/m97.e2")


def test_grading_leaves_no_notes(monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", "full")
    notebook.grade("m97.e2", str.upper, ["a"])

    assert learner.notes().get("best/m97.e2") is None


@pytest.mark.parametrize(
    "call", [lambda: notebook.grade("m97.e2", 1, 2, 3), lambda: notebook.grade("m97.e9", 1)]
)
def test_what_is_wrong_with_the_cell_is_a_sentence(call, capfd):
    points = call()
    written = capfd.readouterr()

    assert 0.0 == points
    assert written.out.startswith("grade could not do its work")
    assert "" == written.err


def test_authors_see_a_defect_as_what_it_is(monkeypatch):
    monkeypatch.setenv("COURSE_STRICT", "1")

    with pytest.raises(TypeError):
        notebook.grade("m97.e2", 1, 2, 3)


def test_task_shows_this_learners_values(capsys):
    notebook.task("m97.e2")

    mark = SHOUT.variant(random.Random("ada/m97.e2"))["mark"]
    assert f"Shout: your values\n  mark = {mark}\n" == capsys.readouterr().out


def test_hints_open_one_after_another(capsys):
    for _ in range(2):
        notebook.hints("m97.e2")

    assert "hint 1 of 4: one\nhint 1 of 4: one\nhint 2 of 4: two\n" == capsys.readouterr().out


@pytest.mark.parametrize(
    "opened, shell",
    [(1, SimpleNamespace()), (0, SimpleNamespace(kernel="of a notebook"))],
    ids=["a shell", "a notebook"],
)
def test_the_call_opens_a_hint_where_there_is_no_page_with_a_button(monkeypatch, opened, shell):
    monkeypatch.setattr(notebook, "_shell", lambda: shell)
    monkeypatch.setattr("IPython.display.display", lambda *_, **__: None)
    notebook.hints("m97.e2")

    assert opened == learner.notes().get("hints/m97.e2", 0)


def test_in_a_notebook_a_picture_its_text_and_the_data_are_one_output(monkeypatch):
    shown = []
    monkeypatch.setattr(notebook, "_shell", object)
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle))
    notebook.grade("m97.e2", str.upper, ["a"])

    assert {"text/plain", "text/html", notebook.REPORT} == set(shown[0])
    assert 2 == len(shown[0][notebook.REPORT]["parts"])


def test_without_pictures_the_text_is_shown(monkeypatch):
    shown = []
    monkeypatch.setattr(notebook, "_shell", object)
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle))
    monkeypatch.setattr("course.widgets.report_view", None)

    assert 9.44 == notebook.grade("m97.e2", str.upper, ["a"])
    assert {"text/plain", notebook.REPORT} == set(shown[0])


def test_validate_is_told_by_an_error_whose_lines_are_the_reports(monkeypatch):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")

    with pytest.raises(NotAllPoints, match=r"m97\.e2 Shout: 4\.44 of 9\.44 points") as told:
        notebook.grade("m97.e2", str.upper, ["b" * 200])
    lines = told.value._render_traceback_()

    assert "m97.e2 Shout: 4.44 of 9.44 points" == lines[0]
    assert "Look first at this: has words." in lines
    assert WIDTH >= max(map(len, lines))


def test_validate_hears_of_full_points_by_their_number(monkeypatch):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")

    assert 9.44 == notebook.grade("m97.e2", str.upper, ["a"])


def test_validate_is_told_what_is_wrong_with_the_cell(monkeypatch):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")

    with pytest.raises(NotAllPoints, match=r"^grade could not do its work"):
        notebook.grade("m97.e2", 1, 2, 3)


def test_task_shows_a_machine_by_its_text_between_the_values_around_it(capsys, monkeypatch):
    values = {"before": 1, "machine": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}, "after": 2}
    asked = replace(SHOUT, shown=lambda _: values)
    monkeypatch.setattr(rubrics, "exercise", {"m97.e2": asked}.__getitem__)
    notebook.task("m97.e2")

    assert [
        "Shout: your values",
        "  before = 1",
        "machine",
        '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}',
        "Shout: your values",
        "  after = 2",
    ] == capsys.readouterr().out.splitlines()


def test_in_a_notebook_task_draws_a_machine_and_only_lists_one_that_is_a_text(capsys, monkeypatch):
    definition = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
    asked = replace(SHOUT, shown=lambda _: {"drawn": definition, "listed": '{\n"StartAt": "A"}'})
    drawn = []
    monkeypatch.setattr(rubrics, "exercise", {"m97.e2": asked}.__getitem__)
    monkeypatch.setattr(notebook, "_shell", object)
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: drawn.append(bundle))
    notebook.task("m97.e2")

    assert 'drawn\n{"StartAt"' in capsys.readouterr().out
    assert 1 == len(drawn)
    assert "A" in drawn[0]["text/html"]
