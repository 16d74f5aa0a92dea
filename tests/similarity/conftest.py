"""Classes to compare: answers as files, written for each learner with their own values."""

from pathlib import Path

import pytest

from course.learner import variant_rng
from grader import rubrics
from grader.similarity.answers import ExerciseAnswers
from grader.similarity.findings import finding

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "tests" / "answers" / "m05"


@pytest.fixture
def found():
    """Compare answers by learner to an exercise (``e1``), written for AUTHOR unless `own`; stored ones are right answers."""

    def compare(name, answers, *, given=(), stored=None, own=False):
        rubric = rubrics.exercise(f"m05.{name}")
        if not own:
            answers = {
                learner: rubrics.for_learner(text, rubric, learner) for learner, text in answers.items()
            }
        variants = {
            learner: rubric.variant(variant_rng(rubric.id, learner)) for learner in (*answers, rubrics.AUTHOR)
        }
        untouched = next(ANSWERS.glob(f"{name}_*/00_none_untouched.py")).read_text(encoding="utf-8")
        return finding(ExerciseAnswers(name, dict(answers), stored or {}, [untouched, *given], variants))

    return compare
