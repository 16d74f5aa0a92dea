"""The way of a document through a state, stage by stage.

TestState tells a good deal of it and not all: what it leaves out is asked of the same state, cut down to the stages in
question.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from course.asl.json_text import compact
from course.asl.one_state import Refused
from course.widgets.data_flow.asking import ACTIVITY, Answer, ask
from course.widgets.data_flow.pipeline import WAY_IN, WAY_OUT, fields_of, stages_of
from course.widgets.data_flow.rules import judged
from course.widgets.data_flow.subject import NOTHING, Subject
from course.widgets.data_flow.trial import Trial

__all__ = ["TOLD", "Way"]

# Stage -> the name that TestState's inspection data has for the document after it.
TOLD = {
    "InputPath": "afterInputPath",
    "Parameters": "afterParameters",
    "Arguments": "afterArguments",
    "ItemsPath": "afterItemsPath",
    "ItemSelector": "afterItemSelector",
    "ItemBatcher": "afterItemBatcher",
    "Result": "result",
    "ResultSelector": "afterResultSelector",
    "ResultPath": "afterResultPath",
}
# States whose work leaves the document as it is.
STILL = ("Pass", "Succeed", "Wait")
HANDLERS = ("Retry", "Catch")


class Way:
    """The way of a document through a state, written down in a trial."""

    def __init__(self, subject: Subject, trial: Trial) -> None:
        self.subject, self.trial, self.stages = subject, trial, stages_of(subject)

    def run(self) -> None:
        """Go as far as the state lets the document. Raises Refused."""
        self.way_in(self.stages, alone=self.subject.type != "Task")
        for go in (self._work, self._way_out):
            if not self.trial.failed:
                go()

    def way_in(self, stages: tuple[str, ...], *, alone: bool) -> None:
        """Follow those of the stages that come before the work; `alone`: whatever the work would be."""
        stages = tuple(stage for stage in stages if stage in WAY_IN)
        if not stages:
            return
        if self.subject.type == "Map":
            self._items(stages)
            return
        fields = self._cut(*HANDLERS, *WAY_OUT)
        if alone:
            fields = {"Type": "Task", "Resource": ACTIVITY, "End": True, **self._only(stages)}
        self._take(stages, ask(self.subject, fields, mock={"result": "{}"}))

    def _items(self, stages: tuple[str, ...]) -> None:
        if "Items" in stages and "Items" in self.subject.fields:
            language, items = {"QueryLanguage": "JSONata"}, self.subject.fields["Items"]
            given = {"Type": "Task", "Resource": ACTIVITY, "End": True, **language, "Arguments": items}
            self._take(
                ("Items",), ask(self.subject, given, mock={"result": "{}"}), told={"Items": "afterArguments"}
            )
        if not self.trial.failed:
            late = [
                name for stage in WAY_IN if stage not in stages for name in fields_of(stage, self.subject)
            ]
            fields = self._cut(*HANDLERS, *WAY_OUT, *late)
            empty = "{}" if "ResultWriter" in fields else "[]"
            self._take(stages, ask(self.subject, fields, mock={"result": empty}))

    def _take(self, stages: tuple[str, ...], answer: Answer, told: Mapping[str, str] = TOLD) -> None:
        """Note the documents that an answer tells of, and which stage it failed at."""
        for stage in stages:
            if told.get(stage) in answer.told:
                self.trial.documents[stage] = answer.told[told[stage]]
        if answer.status == "SUCCEEDED":
            return
        written = [
            stage for stage in stages if self.subject.fields.keys() & set(fields_of(stage, self.subject))
        ]
        missing = [stage for stage in written if stage not in self.trial.documents]
        self.trial.fail(
            (missing or written or list(stages))[-1 if not missing else 0], answer.error, answer.cause
        )

    def _work(self) -> None:
        trial, subject = self.trial, self.subject
        if subject.type == "Choice":
            self._choose()
        elif subject.type == "Wait":
            answer = ask(subject, self._cut("OutputPath", "Output", "Assign"))
            trial.seconds = answer.seconds
            if answer.status != "SUCCEEDED" and answer.error != "States.Timeout":
                trial.fail("Wait", answer.error, answer.cause)
        elif subject.type == "Fail":
            answer = ask(subject, subject.fields)
            trial.fail("Fail", answer.error, answer.cause)
        elif subject.works:
            self._do()
        elif "Result" in subject.fields and "Result" in self.stages:
            trial.documents["Result"] = subject.fields["Result"]

    def _do(self) -> None:
        """Have the mock answer for the work."""
        answer = ask(self.subject, self._cut(*HANDLERS, *WAY_OUT), mock=self.subject.mock())
        if answer.status == "SUCCEEDED":
            self.trial.documents["Result"] = self.subject.mocked
            self.trial.doubt = self._doubt()
        else:
            self.trial.fail("Result", answer.error, answer.cause)

    def _doubt(self) -> str:
        """Return why the API that the task calls would not answer like the mock; empty if it might."""
        mock = self.subject.mock()
        if mock is None or self.subject.result is NOTHING:
            return ""
        try:
            ask(
                self.subject,
                self._cut(*HANDLERS, *WAY_OUT),
                mock={**mock, "fieldValidationMode": "PRESENT"},
            )
        except Refused as refused:
            return str(refused)
        return ""

    def _choose(self) -> None:
        self.trial.rules = judged(self.subject)
        wrong = next((rule.error for rule in self.trial.rules if rule.error), "")
        answer = ask(self.subject, self._cut("OutputPath", "Output", "Assign"))
        if wrong or answer.status != "SUCCEEDED":
            self.trial.fail("Choices", answer.error, answer.cause)

    def _way_out(self) -> None:
        subject, trial = self.subject, self.trial
        unassigned = self._leave("Assign")
        stages = tuple(stage for stage in self.stages if stage in {"ResultSelector", "ResultPath"})
        for stage in stages:
            if TOLD[stage] not in unassigned.told:
                trial.fail(stage, unassigned.error, unassigned.cause)
                return
            trial.documents[stage] = unassigned.told[TOLD[stage]]
        last = "Output" if subject.language == "JSONata" else "OutputPath"
        if unassigned.status != "SUCCEEDED":
            trial.fail(last, unassigned.error, unassigned.cause)
            return
        trial.documents[last], trial.next = unassigned.output, unassigned.next
        if "Assign" not in self.stages:
            return
        answer = self._leave()
        if answer.status == "SUCCEEDED":
            trial.variables = answer.told.get("variables", {})
            trial.documents["Assign"] = trial.variables
        else:
            trial.fail("Assign", answer.error, answer.cause)

    def _leave(self, *without: str) -> Answer:
        """Try the whole state without these fields; a Wait need not be waited for once more."""
        subject, fields, mock = self.subject, self._cut(*HANDLERS, *without), self.subject.mock()
        late = fields_of("Wait", subject)
        if subject.type == "Wait":
            fields = {name: value for name, value in fields.items() if name not in late} | {"Type": "Pass"}
        if subject.context is not None and subject.type in STILL:
            # TestState takes a context only with a mock: a task whose result is the document goes out the same way.
            kept = {
                name: value for name, value in fields.items() if name in {*WAY_OUT, "QueryLanguage", "Next"}
            }
            fields = {
                "Type": "Task",
                "Resource": ACTIVITY,
                **({} if "Next" in kept else {"End": True}),
                **kept,
            }
            came = [self.trial.documents[name] for name in self.stages if name in self.trial.documents]
            mock = {"result": compact(came[-1])}
        return ask(subject, fields, mock=mock)

    def _only(self, stages: Iterable[str]) -> dict[str, Any]:
        """Return the query language and the fields of these stages."""
        names = {"QueryLanguage", *(name for stage in stages for name in fields_of(stage, self.subject))}
        return {name: value for name, value in self.subject.fields.items() if name in names}

    def _cut(self, *names: str) -> dict[str, Any]:
        """Return the state without these fields, in its rules as well."""
        fields = {name: value for name, value in self.subject.fields.items() if name not in names}
        rules = fields.get("Choices")
        if isinstance(rules, list):
            fields["Choices"] = [
                {name: value for name, value in rule.items() if name not in names}
                if isinstance(rule, dict)
                else rule
                for rule in rules
            ]
        return fields
