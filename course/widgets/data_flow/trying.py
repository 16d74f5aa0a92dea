"""Trying a state on its documents, as far as AWS would take it; it takes a few milliseconds."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from course.asl import Diagnostic
from course.asl.one_state import Refused
from course.widgets.data_flow.asking import diagnostics
from course.widgets.data_flow.handling import handled
from course.widgets.data_flow.pipeline import WORK, fields_of, stages_of
from course.widgets.data_flow.subject import Subject
from course.widgets.data_flow.trial import Trial
from course.widgets.data_flow.way import Way

__all__ = ["tried"]


def tried(subject: Subject) -> Trial:
    """Try a state on its documents. Never raises for what a learner may write."""
    found = diagnostics(subject)
    blocked = _blocked(subject, found)
    trial = _as_far_as(subject, blocked) if blocked else _run(subject)
    if blocked:
        said = "; ".join(
            f"{each.message} {each.hint}".strip() for _, each in found if each.severity == "ERROR"
        )
        trial.fail(blocked, "AWS refuses this definition", said)
        trial.refused = True
    if trial.failed and not trial.refused:
        trial.handling = handled(subject)
    trial.diagnostics = found
    return trial


def _run(subject: Subject) -> Trial:
    trial = Trial({"Input": subject.input}, variables=dict(subject.variables))
    try:
        Way(subject, trial).run()
    except Refused as refused:
        trial.refused = True
        trial.fail("Result" if subject.works else trial.stuck(subject), refused.code, str(refused))
    return trial


def _as_far_as(subject: Subject, blocked: str) -> Trial:
    """Return the documents before a stage that AWS refuses, from the state without it and all that follows."""
    stages = stages_of(subject)
    before = stages[: stages.index(blocked)]
    late = {name for stage in stages[len(before) :] for name in fields_of(stage, subject)}
    cut = replace(subject, fields={name: value for name, value in subject.fields.items() if name not in late})
    trial = Trial({"Input": subject.input}, variables=dict(subject.variables))
    if all(each.severity != "ERROR" for _, each in diagnostics(cut)):
        trial = _run(cut)
    else:
        with suppress(Refused):
            Way(subject, trial).way_in(before, alone=True)
    trial.documents = {
        stage: document for stage, document in trial.documents.items() if stage in ("Input", *before)
    }
    return trial


def _blocked(subject: Subject, found: Iterable[tuple[str, Diagnostic]]) -> str:
    """Return the first stage that AWS refuses to take; what no stage is guilty of lies with the work, or the end."""
    fields = {name for name, each in found if each.severity == "ERROR"}
    if not fields:
        return ""
    stages = stages_of(subject)
    guilty = (stage for stage in stages if fields.intersection(fields_of(stage, subject)))
    return next(guilty, next((stage for stage in stages if stage in WORK), stages[-1]))
