"""What holds for the exercises of every module: the text says what the rubric checks, and the rubric helps.

What can be proved by running answers is proved by `grader verify`, see `tests/verify/test_course.py`.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from course.learner import variant_rng
from course.syllabus import syllabus
from course.widgets.lesson.questions import read as read_questions
from grader.build.text_notebook import TextNotebook, read
from grader.rubrics import exercise, ids

AUTHORING = Path(__file__).parents[2] / "authoring" / "assignments"
LESSONS = AUTHORING.parent / "lessons"
READY = [module.id for module in syllabus().ready]
LEARNERS = [f"learner-{number}" for number in range(20)]

every_exercise = pytest.mark.parametrize("exercise_id", ids())


@cache
def notebook(module: str) -> TextNotebook:
    """The text notebook of a module."""
    (path,) = AUTHORING.glob(f"{module}_*.py")
    return read(path.relative_to(AUTHORING), path.read_text(encoding="utf-8"))


def task_text(exercise_id: str) -> str:
    """The text that gives an exercise, under its heading."""
    module, _, number = exercise_id.partition(".")
    heading = f"## {number.upper()}: "
    return next(each.source for each in notebook(module).cells if each.source.startswith(heading))


@every_exercise
def test_the_title_in_the_text_is_the_exercises_own(exercise_id: str) -> None:
    """The report calls an exercise what its heading calls it."""
    heading = task_text(exercise_id).partition("\n")[0]

    assert exercise(exercise_id).title == heading.partition(": ")[2]


@every_exercise
def test_the_table_of_what_is_checked_has_the_points_of_the_parts(exercise_id: str) -> None:
    """As many rows as parts, with the same points in the same order."""
    text = task_text(exercise_id)
    table = text[text.index("| Checked") :]
    points = [int(row) for row in re.findall(r"^\|.*\| (\d+) \|$", table, re.MULTILINE)]

    assert [part.points for part in exercise(exercise_id).parts] == points


@every_exercise
def test_every_name_to_deliver_stands_in_the_text(exercise_id: str) -> None:
    """A learner need not read the grade cell to know what it takes."""
    text = task_text(exercise_id)

    assert [] == [name for name in exercise(exercise_id).deliver if not re.search(rf"\b{name}\b", text)]


@every_exercise
def test_every_hint_names_what_it_is_about(exercise_id: str) -> None:
    """The first message of a report may be about something else."""
    assert [] == [each.id for each in exercise(exercise_id).misconceptions if not each.about]


@every_exercise
def test_the_lesson_has_the_steps_that_a_report_sends_to(exercise_id: str) -> None:
    """Those of the exercise, and of a part that is about something else."""
    found = exercise(exercise_id)
    (path,) = LESSONS.glob(f"{exercise_id.partition('.')[0]}_*.py")
    lesson = path.read_text(encoding="utf-8")
    named = {found.lesson, *filter(None, (part.lesson for part in found.parts))}

    assert [] == [step for step in named if f"# ## {step} ·" not in lesson]


@every_exercise
def test_every_rung_of_the_ladder_leads_to_the_lesson_or_a_neighbour(exercise_id: str) -> None:
    """The first asks, the second names a lesson step, the last tells of a neighbour."""
    question, idea, _, neighbour = exercise(exercise_id).hints

    assert "?" in question
    assert re.search(r"[Ss]teps? D\d", idea)
    assert "neighbour" in neighbour


@every_exercise
def test_learners_get_different_values_and_always_the_same(exercise_id: str) -> None:
    """A variant is the learner's own, today and tomorrow."""
    today, tomorrow = (
        [str(exercise(exercise_id).variant(variant_rng(exercise_id, each))) for each in LEARNERS]
        for _ in range(2)
    )

    assert today == tomorrow
    assert today[0] == "{}" or len(set(today)) > len(LEARNERS) // 2


@pytest.mark.parametrize("module", READY)
def test_the_knowledge_check_covers_each_objective_twice_and_explains_every_option(module: str) -> None:
    """Two predictions, at least two items an objective, a reason for every option, right or wrong."""
    questions = read_questions(module)
    objectives = [item.objective for item in questions.items]
    unexplained = [
        item.id for item in (*questions.before, *questions.items) for option in item.options if not option.why
    ]

    assert len(questions.before) == 2
    assert [] == [each for each in set(objectives) if objectives.count(each) < 2]
    assert [] == unexplained


@every_exercise
def test_no_line_of_a_hint_runs_into_the_next(exercise_id: str) -> None:
    """What is shown keeps the lines of a fence and of paragraphs, and no others: code stands in a fence."""
    prose = [
        re.sub(r"^```\w*\n.*?^```$", "\n", hint, flags=re.DOTALL | re.MULTILINE)
        for hint in exercise(exercise_id).hints
    ]

    assert [] == [text for text in prose if re.search(r"\S\n[^\n]", text.strip())]
