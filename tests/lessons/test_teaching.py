"""Who teaches a module finds notes for it: always in the same order, with timings that add up."""

import re
from pathlib import Path

import pytest

from grader import rubrics

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "authoring" / "lessons").glob("m[0-9][0-9]_*.py"))
HEADINGS = [
    "Prepare",
    "In 90 minutes",
    "In 180 minutes",
    "Discussion",
    "Live demonstration",
    "Common questions",
    "Misconceptions",
]


@pytest.fixture(params=LESSONS, ids=lambda path: path.stem)
def lesson(request: pytest.FixtureRequest) -> Path:
    """The text of a module's lesson."""
    found: Path = request.param
    return found


@pytest.fixture
def notes(lesson: Path) -> str:
    """The notes for whoever teaches that module."""
    return (ROOT / "docs" / "teaching" / f"{lesson.stem}.md").read_text(encoding="utf-8")


def section(notes: str, heading: str) -> str:
    """The text below a heading of the second level."""
    return notes.split(f"\n## {heading}\n")[1].split("\n## ", maxsplit=1)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of a section's table, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_headings_are_the_same_for_every_module(notes: str) -> None:
    found = re.findall(r"^## (.+)$", notes, flags=re.MULTILINE)

    assert HEADINGS == found


@pytest.mark.parametrize("minutes", [90, 180])
def test_the_minutes_of_a_plan_add_up(notes: str, minutes: int) -> None:
    spent = [int(row[0]) for row in rows(section(notes, f"In {minutes} minutes"))]

    assert minutes == sum(spent)


def test_there_are_three_prompts_each_with_what_to_listen_for(notes: str) -> None:
    prompts = section(notes, "Discussion").split("\n### ")[1:]

    assert 3 == len(prompts)
    assert [] == [prompt.splitlines()[0] for prompt in prompts if "\nListen for:\n" not in prompt]


def test_every_misconception_of_the_exercises_has_something_to_do_in_class(lesson: Path, notes: str) -> None:
    exercises = map(rubrics.exercise, rubrics.ids(lesson.stem[:3]))
    known = {each.id for exercise in exercises for each in exercise.misconceptions}
    told = {row[0] for row in rows(section(notes, "Misconceptions")) if all(row)}

    assert set() == known - told


def test_every_step_that_is_named_is_a_step_of_the_lesson(lesson: Path, notes: str) -> None:
    steps = set(re.findall(r"^# ## (D\d+) ·", lesson.read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = set(re.findall(r"\bD\d+\b", notes))

    assert steps == named
