"""What a trial run came to, in words."""

from dataclasses import dataclass
from html import escape
from typing import Any

from course.asl import Execution
from course.facts import value
from course.widgets.editor.trial import Trial
from course.widgets.words import as_json, count, duration

__all__ = ["Result", "result_of"]

_LONGEST = 4_000  # characters of a document; of more, the beginning
_HISTORY: int = value("states.history")

# Status -> sign, words, tone.
_ENDS = {
    "SUCCEEDED": ("✓", "Succeeded", "good"),
    "FAILED": ("✗", "Failed", "bad"),
    "TIMED_OUT": ("✗", "Timed out", "bad"),
    "ABORTED": ("■", "Aborted", "warn"),
    "RUNNING": ("❚❚", "Still waiting", "warn"),
}


@dataclass(frozen=True)
class Result:
    """A title with its tone (good, bad, warn); facts as pairs of a term and a text; notes; the place of what failed.

    `line` and `column` count from 1; they are 0 where there is no such place.
    """

    title: str
    tone: str
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    line: int = 0
    column: int = 0

    @property
    def html(self) -> str:
        """It as static HTML."""
        facts = "".join(f"<dt>{term}</dt><dd><pre>{escape(said)}</pre></dd>" for term, said in self.facts)
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        return (
            f'<div class="course-note course-{self.tone}"><b>{escape(self.title)}</b>'
            f"{f'<dl>{facts}</dl>' if facts else ''}{notes}</div>"
        )

    @property
    def text(self) -> str:
        """It in words."""
        return "\n".join([self.title, *(f"  {term}: {said}" for term, said in self.facts), *self.notes])

    def shown(self) -> dict[str, Any]:
        """Return it for the script, JSON-ready."""
        return {
            "title": self.title,
            "tone": self.tone,
            "facts": [list(fact) for fact in self.facts],
            "notes": list(self.notes),
            "line": self.line,
            "column": self.column,
        }


def result_of(trial: Trial) -> Result:
    """Say what a trial came to."""
    place = (trial.place.line, trial.place.column) if trial.place else (0, 0)
    if trial.execution is None:
        return Result(f"■ {trial.note}", "warn", notes=trial.lines, line=place[0], column=place[1])
    sign, word, tone = _ENDS[trial.execution.status]
    title = f"{sign} {word} after {_took(trial.execution)} of virtual time, {_length(trial.execution)}."
    return Result(title, tone, tuple(_facts(trial)), tuple(_notes(trial)), *place)


def _facts(trial: Trial) -> list[tuple[str, str]]:
    execution = trial.execution
    assert execution is not None, "result_of has looked"  # noqa: S101
    if execution.status == "SUCCEEDED":
        return [("Output", _clipped(as_json(execution.output)))]
    facts = [("Error", execution.error or ""), ("Cause", _clipped(execution.cause or ""))]
    if trial.failed and trial.place:
        facts.append(("Where", f"state {trial.failed.name}, line {trial.place.line}"))
    open_visits = [visit.name for visit in execution.visits if visit.left is None]
    if execution.status in ("RUNNING", "TIMED_OUT") and open_visits:
        facts.append(("Where", f"in state {', '.join(dict.fromkeys(open_visits))}"))
    return [(term, said) for term, said in facts if said]


def _notes(trial: Trial) -> list[str]:
    execution = trial.execution
    assert execution is not None, "result_of has looked"  # noqa: S101
    notes = list(trial.lines)
    if trial.echoed:
        names = ", ".join(trial.echoed)
        notes.append(
            f"Nobody does the work of {names} here: each task gave back what it was sent. tasks= says what comes back."
        )
    if trial.in_account:
        notes.append("Its tasks called the running account, where this time has now passed.")
    if execution.status == "RUNNING":
        notes.append("Nobody has answered it so far. It goes on as the account's time does.")
    if len(execution.history) >= _HISTORY or (execution.type == "EXPRESS" and _circled(execution)):
        notes.append("It went round in circles: look for states that lead back to each other without an end.")
    return notes


def _circled(execution: Execution) -> bool:
    """Tell whether an Express workflow was ended by its time although it never waited long in any state."""
    return execution.status == "TIMED_OUT" and len(execution.history) >= _HISTORY // 10


def _took(execution: Execution) -> str:
    end = execution.stop_date or execution.clock.now
    return duration((end - execution.start_date).total_seconds())


def _length(execution: Execution) -> str:
    return count(len(execution.history), "event")


def _clipped(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}\n… and {len(text) - _LONGEST:,} characters more"
