"""The stages of a trial as they are shown: what each does, the document after it, how that differs from the one before."""

from dataclasses import dataclass, replace
from typing import Any

from course.widgets.data_flow.differences import Difference, difference, listed
from course.widgets.data_flow.pipeline import fields_of, stages_of, written
from course.widgets.data_flow.rules import Rule
from course.widgets.data_flow.sentences import sentence, title
from course.widgets.data_flow.subject import NOTHING, Subject
from course.widgets.data_flow.trial import Trial

__all__ = ["STATUSES", "Stage", "closing", "staged"]

# Status -> sign, word, tone.
STATUSES = {
    "begins": ("●", "begins", ""),
    "new": ("+", "a new document", "accent"),
    "passes": ("=", "passes through", ""),
    "changes": ("≠", "changes", "accent"),
    "chooses": ("✓", "chooses", "good"),
    "waits": ("❚❚", "waits", ""),
    "fails": ("✗", "fails", "bad"),
    "unreached": ("○", "not reached", ""),
    "unused": ("○", "not used", ""),
    "retries": ("↻", "tries again", "warn"),
    "catches": ("⚑", "catches", "warn"),
}

# These let the document be as it is; those after them get what these got.
_BESIDE = ("Assign", "Catch", "Choices", "Wait")
# These build a document: that one like it stood somewhere before is chance.
_BUILDERS = ("Parameters", "ItemSelector", "ResultSelector")


@dataclass(frozen=True)
class Stage:
    """One stage. `fields` are those of the state that belong to it, `before` and `document` what it got and what it made.

    Either is NOTHING where there is none; `base` is the title of the stage that `before` comes from. `error` and `cause`
    say what went wrong here. `rules` are a Choice state's. `second` is another document that goes into this one (its title,
    and the document): a result that meets the input.
    """

    name: str
    title: str
    status: str
    says: str
    fields: tuple[str, ...]
    base: str
    before: Any
    document: Any
    difference: Difference
    language: str
    error: str = ""
    cause: str = ""
    rules: tuple[Rule, ...] = ()
    second: tuple[str, Any] | None = None

    @property
    def changes(self) -> list[tuple[str, str]]:
        """What is different, in words."""
        return listed(self.difference, self.language)


def staged(subject: Subject, trial: Trial) -> list[Stage]:
    """Return the stages in their order."""
    order = stages_of(subject)
    end = order.index(trial.failed) if trial.failed else len(order)
    came, found = "Input", list[Stage]()
    documents = {"Input": subject.input}
    for at, name in enumerate(order):
        base = _base(name, came, subject)
        before = subject.variables if name == "Assign" else documents.get(base, NOTHING)
        document = _document(name, documents[came], trial) if at < end or name == "Catch" else NOTHING
        stage = _stage(name, base, before, document, subject, trial)
        found.append(replace(stage, second=_second(name, base, came, documents, subject, trial)))
        if document is not NOTHING and name not in _BESIDE:
            came, documents[name] = name, document
    return found


def closing(subject: Subject, trial: Trial) -> tuple[str, list[tuple[str, str]]]:
    """Return how the state is left, in a sentence, and how its output differs from its input."""
    output, to = trial.documents.get("Output" if subject.language == "JSONata" else "OutputPath"), trial.next
    if trial.refused:
        return "AWS refuses this, so nothing runs.", []
    if trial.failed:
        found = trial.handling
        if found is not None and found.error:
            return f"The catcher itself fails with {found.error}; nothing is handed on.", []
        if found is None or found.output is NOTHING:
            at = title(trial.failed, subject)
            return f"The state fails at {at} with {trial.error or 'an error'}; nothing is handed on.", []
        output, to = found.output, found.next
    where = f"The output goes to {to}." if to else "No state comes after it."
    found_different = listed(difference(subject.input, output), subject.language)
    return where, found_different or [("the same", "the output is the input")]


def _base(name: str, came: str, subject: Subject) -> str:
    """Return the stage whose document a stage's is compared with; empty where there is none to compare with."""
    if name in {"Input", "Assign", "Choices", "Fail"} or (name == "Result" and subject.works):
        return ""
    if name == "Catch" or (name == "Output" and _builds_output(subject)):
        return "Input"
    # A task's result that takes the place of the input is told so; a Pass state has said that already.
    return "Input" if name == "ResultPath" and (subject.works or written(name, subject)) else came


def _second(
    name: str, base: str, came: str, documents: dict[str, Any], subject: Subject, trial: Trial
) -> tuple[str, Any] | None:
    """Return the document that meets the input in a stage: the result, or the error."""
    if name == "Catch":
        error = {"Error": trial.error, "Cause": trial.cause}
        return ("the error", error) if trial.handling and trial.handling.output is not NOTHING else None
    if base == "Input" and came in {"Result", "ResultSelector"}:
        return title(came, subject), documents[came]
    return None


def _builds_output(subject: Subject) -> bool:
    return written("Output", subject) or subject.type == "Choice"


def _document(name: str, current: Any, trial: Trial) -> Any:
    if name == "Catch":
        return NOTHING if trial.handling is None else trial.handling.output
    return trial.documents.get(name, current)


def _stage(name: str, base: str, before: Any, document: Any, subject: Subject, trial: Trial) -> Stage:
    compares = before is not NOTHING and document is not NOTHING
    changed = difference(before, document, parts=name not in _BUILDERS) if compares else Difference()
    error, cause = _error(name, trial)
    return Stage(
        name,
        title(name, subject),
        _status(name, document, subject, trial, changes=bool(changed)),
        sentence(name, subject, trial),
        fields_of(name, subject),
        "the variables before" if name == "Assign" else title(base, subject) if base else "",
        before,
        document,
        changed,
        subject.language,
        error,
        cause,
        tuple(trial.rules) if name == "Choices" else (),
    )


def _error(name: str, trial: Trial) -> tuple[str, str]:
    if name == trial.failed:
        return trial.error, trial.cause
    if name == "Catch" and trial.handling is not None:
        return trial.handling.error, trial.handling.cause
    return "", ""


def _status(name: str, document: Any, subject: Subject, trial: Trial, *, changes: bool) -> str:
    if name == trial.failed:
        return "fails"
    if name == "Catch":
        return _catching(trial)
    if document is NOTHING:
        return "unreached"
    if name == "Result" and subject.works:
        return "new"
    return {"Input": "begins", "Choices": "chooses", "Wait": "waits"}.get(
        name, "changes" if changes else "passes"
    )


def _catching(trial: Trial) -> str:
    found = trial.handling
    if found is None:
        return "unused"
    if found.error:
        return "fails"
    return "catches" if found.output is not NOTHING else "retries"
