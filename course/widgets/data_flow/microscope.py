"""The data-flow microscope: one state, the document after each of its stages, and what becomes of it when a text changes."""

from collections.abc import Sequence
from typing import Any

import traitlets

from course.widgets.data_flow.fields import REST, Field, Texts, sound
from course.widgets.data_flow.printing import LEGEND, changes_html, findings, problems_html, told, view
from course.widgets.data_flow.stages import STATUSES, Stage, closing, staged
from course.widgets.data_flow.subject import NOTHING, Subject, error_output, of_definition
from course.widgets.data_flow.trial import Trial
from course.widgets.data_flow.trying import tried
from course.widgets.data_flow.visits import Visits, is_execution, visits_to
from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, kindly

__all__ = ["Microscope", "microscope"]


class Microscope(LiveWidget):
    """Shows a state's stages. `edits` are texts that a learner changed, by field; `visit` says which subject is shown.

    `scene` is all that the script shows; `step` is the stage in view, from 0.
    """

    _esm = script(
        "player.js",
        "data_flow/field.js",
        "data_flow/card.js",
        "data_flow/frame.js",
        "data_flow/microscope.js",
    )
    _css = stylesheet("documents", "data_flow")
    scene = traitlets.Dict(help="the stages, their documents and texts, ready made").tag(sync=True)
    edits = traitlets.Dict(help="changed texts, by field").tag(sync=True)
    visit = traitlets.Int(0, help="which of the subjects is looked at").tag(sync=True)
    step = traitlets.Int(0, min=0, help="the stage in view").tag(sync=True)

    def __init__(self, visits: Visits) -> None:
        self._visits = visits
        self._chosen = 0
        self._texts = Texts(visits.at(0))
        super().__init__(scene=self._scene())
        self.observe(self._edited, "edits")
        self.observe(self._turned, "visit")

    def _edited(self, change: Any) -> None:
        known = {field["id"] for stage in self.scene["stages"] for field in stage["fields"]} | {REST}
        self._texts.type(sound(change["new"], known))
        self.scene = self._scene()

    def _turned(self, change: Any) -> None:
        at = change["new"]
        if 0 <= at < len(self._visits.labels) and at != self._chosen:
            self._chosen, self._texts = at, Texts(self._visits.at(at))
            self.edits = {}
            self.scene = self._scene()

    def _scene(self) -> dict[str, Any]:
        subject, trial, stages, rest = self._looked_at()
        where, changes = closing(subject, trial)
        shown = [_shown(stage, fields) for stage, fields in stages]
        ids = ",".join(field["id"] for stage in shown for field in stage["fields"])
        return {
            "key": f"{self._chosen}:{ids}",
            "title": subject.name,
            "about": about(subject),
            "legend": LEGEND,
            "visits": self._visits.labels if len(self._visits.labels) > 1 else [],
            "stages": shown,
            "rest": _plain(rest),
            "closing": where,
            "changes": changes_html(changes),
        }

    def _looked_at(self) -> tuple[Subject, Trial, list[tuple[Stage, list[Field]]], Field]:
        """Try the state as it reads now."""
        subject = self._texts.subject()
        trial = tried(subject)
        if not self._texts.changed and not trial.failed:
            trial.documents.update(
                {name: seen for name, seen in subject.seen.items() if name in trial.documents}
            )
        stages = [
            (stage, self._texts.of_stage(stage.name, subject, trial)) for stage in staged(subject, trial)
        ]
        return subject, trial, stages, self._texts.rest(subject, trial)

    def still(self) -> View:
        """Return all stages in order, as the state reads now."""
        subject, trial, stages, _ = self._looked_at()
        return view(subject.name, about(subject), stages, closing(subject, trial))


@kindly(
    'a state or state machine (data or text) and the name of a state, or an execution and the name: microscope(machine, "Pay", {"amount": 1})'
)
def microscope(
    definition: Any,
    state: str = "",
    input: Any = None,
    *,
    result: Any = None,
    error: Any = None,
    context: dict[str, Any] | None = None,
    variables: dict[str, Any] | None = None,
) -> Microscope | View:
    """Show what becomes of the document at each stage of one state, and try other expressions on it.

    `definition` is a single state, a machine (with the `state`'s name), or an execution (or its ARN in the running
    account): then the visits to that state are shown. `result` is what the state's work comes to, `error` (a name, or
    {"error": ..., "cause": ...}) what it fails with instead; `context` and `variables` are what expressions can read.
    """
    if is_execution(definition):
        return Microscope(visits_to(definition, state))
    given: dict[str, Any] = {
        "input": {} if input is None else input,
        "error": error_output(error),
        "variables": variables or {},
        "context": context,
    }
    if result is not None:
        given["result"] = result
    subject = of_definition(definition, state, **given)
    return Microscope(Visits([], lambda _: subject))


def about(subject: Subject) -> str:
    """Say what kind of state it is."""
    resource = subject.fields.get("Resource")
    calls = f", calls {resource.removeprefix('arn:aws:states:::')}" if isinstance(resource, str) else ""
    visit = f"; {subject.note}" if subject.note else ""
    return f"{subject.type or 'A'} state in {subject.language}{calls}{visit}"


def _shown(stage: Stage, fields: Sequence[Field]) -> dict[str, Any]:
    sign, word, tone = STATUSES[stage.status]
    return {
        "name": stage.name,
        "title": stage.title,
        "sign": sign,
        "word": word,
        "tone": tone,
        "says": stage.says,
        "told": told(stage),
        "differs": bool(stage.difference) and stage.document is not NOTHING,
        "html": findings(stage),
        "fields": [_plain(field) for field in fields],
    }


def _plain(field: Field) -> dict[str, Any]:
    return {
        "id": field.id,
        "label": field.label,
        "text": field.text,
        "original": None if field.text == field.original else field.original,
        "example": field.example,
        "bad": any(each.severity == "error" for each in field.problems),
        "problems": problems_html(field.problems),
    }
