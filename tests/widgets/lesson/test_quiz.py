"""Questions are asked without their answers, judged in Python, explained option by option, and remembered."""

import json
from pathlib import Path

import pytest

from course import learner
from course.widgets.lesson.questions import QuizError, parse, score, shuffled
from course.widgets.lesson.quiz import Quiz, static_quiz

TEXT = Path(__file__).with_name("questions").joinpath("two_items.toml").read_text(encoding="utf-8")


@pytest.fixture
def questions():
    return parse("t", TEXT)


@pytest.fixture
def ask(questions):
    def make(**changes):
        return Quiz(
            "quiz/t", "Knowledge check", questions.items, **{"graded": True, "reveal": True, **changes}
        )

    return make


def test_nothing_right_leaves_python_before_an_answer(ask):
    asked = json.dumps(ask().get_state(["items", "verdicts", "answers"]))

    assert "why" not in asked
    assert "right" not in asked


def test_an_answer_brings_the_reason_for_every_option(ask):
    quiz = ask()
    quiz.answers = {"t.q1": [1]}

    assert "✗ Not right yet." == quiz.verdicts["t.q1"]["says"]
    assert {"0": "✓ right", "1": "✗ wrong", "2": "✗ wrong"} == {
        at: option["sign"] for at, option in quiz.verdicts["t.q1"]["options"].items()
    }
    assert ["And nothing else.", "The topic knows them.", "Hardly."] == [
        option["why"] for option in quiz.verdicts["t.q1"]["options"].values()
    ]


def test_answers_are_kept_and_found_again(ask):
    ask().answers = {"t.q1": [0]}

    assert {"t.q1": [0]} == ask().answers
    assert "✓ Right." == ask().verdicts["t.q1"]["says"]


def test_what_does_not_exist_cannot_be_answered(ask):
    ask().answers = {"t.q1": [9], "unknown": [0], "t.q2": "text"}

    assert {"t.q1": []} == learner.notes().get("quiz/t")


def test_standing_counts_points_for_part_of_a_multiple_choice(questions):
    assert "2 of 2 answered, 1 right; 5 of 10 points" == score(questions.items, {"t.q1": [0], "t.q2": [0, 2]})
    assert "0 of 2 answered, 0 right; 0 of 10 points" == score(questions.items, {})


def test_a_prediction_is_kept_and_not_judged(ask):
    quiz = ask(graded=False, reveal=False)
    quiz.answers = {"t.q1": [1]}

    assert {} == quiz.verdicts["t.q1"]["options"]
    assert quiz.verdicts["t.q1"]["says"].startswith("○ Kept.")


def test_a_learner_always_meets_the_same_order_and_another_learner_another(questions, monkeypatch):
    orders = []
    for name in ("learner-1", "learner-1", *(f"other-{at}" for at in range(9))):
        monkeypatch.setenv("COURSE_LEARNER", name)
        orders.append(tuple(shuffled(questions.items[0])))

    assert orders[0] == orders[1]
    assert len(set(orders)) > 1


def test_the_page_lists_questions_and_options_without_answers(questions):
    shown = static_quiz("Knowledge check", questions.items)

    assert "1. What does the `publisher` know? (choose one)" in shown.text
    assert "<code>publisher</code>" in shown.html
    assert "And nothing else." not in shown.html + shown.text


@pytest.mark.parametrize(
    "old, new, says",
    [
        ('id = "t.q1"', 'id = "t.q2"', "the id 't.q2' is used twice"),
        ("choose = 2", "choose = 1", "item 2 (t.q2): 2 options are right, but 1 are to be chosen"),
        (', why = "Hardly."', "", "option 3: there is no why"),
        ('text = "How many copies?"', "", "before 1: there is no text"),
        ("[[before]]", "[[before", "not TOML"),
    ],
)
def test_a_wrong_file_says_where(old, new, says):
    with pytest.raises(QuizError) as refused:
        parse("t", TEXT.replace(old, new))

    assert says in str(refused.value)


def test_the_page_shows_what_was_answered_and_keeps_the_rest_to_itself(ask):
    quiz = ask()
    quiz.answers = {"t.q1": [1]}

    assert "[x] Every queue" in quiz.text
    assert "✗ wrong: The topic knows them." in quiz.text
    assert "The topic pushes." not in quiz.html + quiz.text
    assert "1 of 2 answered" in quiz.html
