"""The texts that a learner may change: every expression of the state, its input, its mock, its variables."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from course.asl import Diagnostic
from course.asl.strict_json import DECODER
from course.asl.text.depth import too_deep
from course.widgets.data_flow.pipeline import fields_of, stages_of
from course.widgets.data_flow.subject import NOTHING, Subject, error_output
from course.widgets.data_flow.trial import Trial
from course.widgets.words import printed

__all__ = ["Field", "Problem", "Texts", "sound"]

REST = "rest"
# What is typed is shown again: more than a payload may hold, or deeper than a screen, is of no use here.
LONGEST, DEEPEST, MOST = 300_000, 60, 60

# What the linter misses is set by other states than the one that is looked at.
VARIABLES = ("undefined-variable", "variable-out-of-reach")

_LABELS = {
    "input": "Input",
    "variables": "Variables before",
    "result": "Result",
    "error": "Error instead of a result",
    REST: "The rest of the state",
}
_EXAMPLES = {"error": '{"error": "States.TaskFailed", "cause": "why"}', "variables": '{"name": 1}'}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a text: "error" or "warning", what was found, what to do about it."""

    severity: str
    text: str
    remedy: str = ""


@dataclass(frozen=True)
class Field:
    """One text: its id, what it is called, what it holds, what it held at first, an example of what it may hold."""

    id: str
    label: str
    text: str
    original: str
    example: str
    problems: tuple[Problem, ...]


class Texts:
    """The texts of one subject, with what was typed since. What cannot be read keeps the value it had before."""

    def __init__(self, subject: Subject) -> None:
        self._original = subject
        self._typed: dict[str, str] = {}
        self._read: dict[str, Any] = {}
        self._problems: dict[str, Problem] = {}

    def type(self, typed: Mapping[str, str]) -> None:
        """Take what stands in the fields that were changed; the others hold what they held at first."""
        self._read = {name: value for name, value in self._read.items() if name in typed}
        self._problems = {}
        for name, text in typed.items():
            value = _read(name, text)
            if isinstance(value, Problem):
                self._problems[name] = value
            else:
                self._read[name] = value
        self._typed = dict(typed)

    @property
    def changed(self) -> bool:
        """Whether anything was typed."""
        return bool(self._typed)

    def subject(self) -> Subject:
        """Return the subject as it reads now."""
        read, first = self._read, self._original
        state = {
            **first.fields,
            **self._rest(),
            **{name: value for name, value in read.items() if name not in _LABELS},
        }
        fields = {name: value for name, value in state.items() if value is not NOTHING}
        return replace(
            first,
            fields=_fitting(replace(first, fields=fields), first),
            input=_or(read.get("input", first.input), {}),
            variables=_or(read.get("variables", first.variables), {}),
            result=read.get("result", first.result),
            error=_or(read["error"], None) if "error" in read else first.error,
            open=frozenset(self._typed),
        )

    def of_stage(self, stage: str, now: Subject, trial: Trial) -> list[Field]:
        """Return the fields of a stage, with what the trial says of each."""
        names: tuple[str, ...] = fields_of(stage, now)
        if stage == "Input":
            names = ("input", "variables")
        elif stage == "Result" and now.works:
            names = ("result", "error")
        fields = [self._field(name, now, trial.diagnostics) for name in names]
        if not trial.doubt or stage != "Result":
            return fields
        doubt = Problem("warning", f"{trial.doubt}.", "The service does not answer like that.")
        return [
            replace(each, problems=(*each.problems, doubt)) if each.id == "result" else each
            for each in fields
        ]

    def rest(self, now: Subject, trial: Trial) -> Field:
        """Return the field that holds all of the state that no stage has."""
        own = {name for stage in stages_of(now) for name in fields_of(stage, now)}
        return self._field(REST, now, [(REST, each) for name, each in trial.diagnostics if name not in own])

    def _field(self, name: str, now: Subject, found: Iterable[tuple[str, Diagnostic]]) -> Field:
        first = _text(name, self._original)
        typed = self._typed.get(name)
        problems = [self._problems[name]] if name in self._problems else []
        problems += [_said(name, each) for field, each in found if field == name]
        text = typed if typed is not None else _text(name, now)
        return Field(name, _LABELS.get(name, name), text, first, _EXAMPLES.get(name, ""), tuple(problems))

    def _rest(self) -> dict[str, Any]:
        """Return the fields of the state that no stage has; those that were typed away are NOTHING."""
        if REST not in self._read:
            return {}
        first = json.loads(_text(REST, self._original))
        return {**dict.fromkeys(first, NOTHING), **self._read[REST]}


def sound(typed: Any, texts: Iterable[str]) -> dict[str, str]:
    """Keep of what came from outside the texts of fields that exist (`texts` are their ids) and are not too long."""
    known = set(texts)
    pairs = typed.items() if isinstance(typed, dict) else ()
    kept = (
        (name, text)
        for name, text in pairs
        if name in known and isinstance(text, str) and len(text) <= LONGEST
    )
    return dict(list(kept)[:MOST])


def _text(name: str, subject: Subject) -> str:
    """Return what a field of a subject holds; nothing where nothing is written."""
    if name == REST:
        own = {field for stage in stages_of(subject) for field in fields_of(stage, subject)}
        return printed({key: value for key, value in subject.fields.items() if key not in own})
    given = {
        "input": subject.input,
        "variables": subject.variables or NOTHING,
        "result": subject.result,
        "error": subject.error or NOTHING,
    }
    value = given[name] if name in given else subject.fields.get(name, NOTHING)
    return "" if value is NOTHING else printed(value)


def _read(name: str, text: str) -> Any:
    """Return the value of a text, NOTHING for an empty one, or the problem with it."""
    if not text.strip():
        return (
            NOTHING if name != REST else Problem("error", "A state is an object in braces.", "Write { and }.")
        )
    try:
        value = DECODER.decode(text)
    except json.JSONDecodeError as wrong:
        where = f"Line {wrong.lineno}, column {wrong.colno}: this is not JSON yet, {wrong.msg[0].lower()}{wrong.msg[1:]}."
        return Problem("error", where, _remedy(text))
    except (ValueError, RecursionError) as wrong:
        return Problem("error", f"This is not JSON: {wrong}.", "Write what JSON can hold.")
    if too_deep(value, DEEPEST):
        return Problem(
            "error", f"This is nested more than {DEEPEST} levels deep.", "Write something flatter."
        )
    return _fit(name, value)


def _fit(name: str, value: Any) -> Any:
    """Return a value that a field may hold, or the problem with it."""
    if name in {"variables", REST} and not isinstance(value, dict):
        return Problem(
            "error", "An object in braces is expected here.", f"Write {_EXAMPLES.get(name, '{ ... }')}."
        )
    if name != "error":
        return value
    try:
        output = error_output(value)
    except ValueError:
        output = None
    if not output or not output.get("error"):
        return Problem("error", "An error has a name, and may have a cause.", f"Write {_EXAMPLES[name]}.")
    return output


def _remedy(text: str) -> str:
    begins, said = text.strip(), ""
    if begins.startswith("$"):
        said = f'A path stands in double quotes: "{begins.splitlines()[0]}". '
    elif begins.startswith("{%"):
        said = 'An expression stands in double quotes: "{% ... %}". '
    elif begins[0].isalpha() or begins.startswith("'"):
        said = "Text stands in double quotes. "
    return f"{said}Until then the last text that could be read counts."


def _said(field: str, found: Diagnostic) -> Problem:
    if found.rule in VARIABLES:
        name = next(iter(re.findall(r"\$\w+", found.message)), "a variable")
        where = "Give it one at the first stage, under Variables before."
        return Problem("warning", f"This trial has no value for {name}.", where)
    _, _, inside = found.location.rpartition(f"/{field}/")
    where = f"{inside}: " if field and inside != found.location else ""
    return Problem("error" if found.severity == "ERROR" else "warning", f"{where}{found.message}", found.hint)


def _or(value: Any, otherwise: Any) -> Any:
    return otherwise if value is NOTHING else value


def _fitting(changed: Subject, first: Subject) -> dict[str, Any]:
    """Return the fields of a subject; where it is of another type or language now, without those of the old stages."""
    if (changed.type, changed.language) == (first.type, first.language):
        return changed.fields
    old = {name for stage in stages_of(first) for name in fields_of(stage, first)}
    new = {name for stage in stages_of(changed) for name in fields_of(stage, changed)}
    return {name: value for name, value in changed.fields.items() if name in new or name not in old}
