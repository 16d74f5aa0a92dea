"""The knowledge check and the predictions before a lesson: asked, answered, explained, remembered."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import traitlets

from course import learner
from course.widgets.lesson.questions import Question, read, score, shuffled
from course.widgets.live import LiveWidget
from course.widgets.prose import inline, prose
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure, kindly

__all__ = ["Quiz", "before", "quiz"]

_KEPT = "○ Kept. The lesson will show it; come back and compare."


class Quiz(LiveWidget):
    """Questions with their options; `answers` comes from the learner, `verdicts` and `standing` go back.

    What is right leaves Python only for a question that has been answered.
    """

    _esm = script("lesson/quiz.js")
    _css = stylesheet("lesson")
    title = traitlets.Unicode().tag(sync=True)
    items: Any = traitlets.List(help="questions and options, without answers").tag(sync=True)
    answers = traitlets.Dict(help="positions chosen, by question").tag(sync=True)
    verdicts = traitlets.Dict(help="what is said about an answer, by question").tag(sync=True)
    standing = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, key: str, title: str, questions: Sequence[Question], *, graded: bool, reveal: bool
    ) -> None:
        self._key, self._questions = key, {question.id: question for question in questions}
        self._graded, self._reveal = graded, reveal
        kept = learner.notes().get(key, {})
        super().__init__(title=title, items=[_asked(question) for question in questions])
        self.observe(self._answered, "answers")
        self.answers = _sound(kept, self._questions)
        self._say(self.answers)

    def _answered(self, change: Any) -> None:
        sound = _sound(change["new"], self._questions)
        if sound != learner.notes().get(self._key, {}):
            learner.notes().put(self._key, sound)
        self._say(sound)

    def _say(self, answers: dict[str, list[int]]) -> None:
        self.verdicts = {
            name: verdict(self._questions[name], chosen, reveal=self._reveal)
            for name, chosen in answers.items()
        }
        if self._graded:
            self.standing = score(list(self._questions.values()), answers)

    def still(self) -> View:
        """Return the questions with what was answered; what was not, without its answer."""
        questions = list(self._questions.values())
        return static_quiz(self.title, questions, self.answers, self.verdicts, self.standing)


@kindly('the id of a module that has questions: "m05"')
def quiz(module: str) -> Quiz | View:
    """Show a module's knowledge check. Answers are kept for this learner."""
    questions = read(module)
    return Quiz(f"quiz/{questions.module}", "Knowledge check", questions.items, graded=True, reveal=True)


@kindly('the id of a module that has questions: "m05"')
def before(module: str, *, reveal: bool = False) -> Quiz | View:
    """Show a module's two predictions. They are kept, not judged; `reveal` tells what is right."""
    questions = read(module)
    return Quiz(
        f"before/{questions.module}", "Before you start", questions.before, graded=False, reveal=reveal
    )


def verdict(question: Question, chosen: Sequence[int], *, reveal: bool) -> dict[str, Any]:
    """Return what is said about an answer: a sentence, its tone, and a sign, a word and the reason for every option."""
    if not reveal:
        return {"says": _KEPT, "tone": "", "options": {}}
    share = question.share(chosen)
    says = "✓ Right." if share == 1 else "✗ Not right yet." if share == 0 else "✗ Partly right."
    return {
        "says": says,
        "tone": "good" if share == 1 else "bad",
        "options": {
            str(at): {
                "sign": "✓ right" if option.right else "✗ wrong",
                "tone": "good" if option.right else "bad",
                "why": inline(option.why),
            }
            for at, option in enumerate(question.options)
        },
    }


def static_quiz(
    title: str,
    questions: Sequence[Question],
    answers: Mapping[str, Sequence[int]] | None = None,
    verdicts: Mapping[str, Any] | None = None,
    standing: str = "",
) -> View:
    """Return questions and options to read; with what was chosen and why it is right or wrong, where there are verdicts."""
    said, html = [title], [f"<h3>{escape(title)}</h3>"]
    for at, question in enumerate(questions, 1):
        chosen, told = (answers or {}).get(question.id, ()), (verdicts or {}).get(question.id)
        options = [_printed(question, position, chosen, told) for position in shuffled(question)]
        says = str(told["says"]) if told else ""
        said.append(f"{at}. {question.text} ({_choose(question)}){f' {says}' if says else ''}")
        said += [line for text, _ in options for line in text]
        verdict = f'<p class="course-verdict">{escape(says)}</p>' if says else ""
        html.append(
            f"<fieldset><legend>Question {at} of {len(questions)}</legend>{prose(question.text)}"
            f'<p class="course-muted">{_choose(question)}</p><ul>{"".join(item for _, item in options)}</ul>'
            f"{verdict}</fieldset>"
        )
    said += [standing] if standing else []
    html += [f'<p class="course-muted">{escape(standing)}</p>'] if standing else []
    return figure("".join(html), "\n".join(said), name="quiz", sheets=("lesson",), label=title)


def _printed(
    question: Question, position: int, chosen: Sequence[int], told: dict[str, Any] | None
) -> tuple[list[str], str]:
    """Return one option as lines of text and as an item: ticked if it was chosen, explained if it was answered."""
    option = question.options[position]
    why = (told or {}).get("options", {}).get(str(position))
    tick = "x" if position in chosen else " "
    text = [f"   [{tick}] {option.text}", *([f"       {why['sign']}: {option.why}"] if why else [])]
    picked = " <b>(your answer)</b>" if position in chosen else ""
    reason = (
        f'<p class="course-why"><b class="course-{why["tone"]}">{why["sign"]}</b>: {why["why"]}</p>'
        if why
        else ""
    )
    return text, f"<li>{inline(option.text)}{picked}{reason}</li>"


def _asked(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "html": prose(question.text),
        "choose": question.choose,
        "words": _choose(question),
        "options": [{"at": at, "html": inline(question.options[at].text)} for at in shuffled(question)],
    }


def _choose(question: Question) -> str:
    return "choose one" if question.choose == 1 else f"choose {question.choose}"


def _sound(answers: Any, questions: dict[str, Question]) -> dict[str, list[int]]:
    """Keep of what came from outside only positions that exist, of questions that exist."""
    if not isinstance(answers, dict):
        return {}
    return {
        name: sorted({at for at in chosen if isinstance(at, int) and 0 <= at < len(questions[name].options)})
        for name, chosen in answers.items()
        if name in questions and isinstance(chosen, list) and chosen
    }
