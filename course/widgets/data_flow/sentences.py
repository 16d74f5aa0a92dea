"""What each stage does, in one sentence: where it is written, where it is not, and where null stands."""

from typing import Any

from course.facts import value
from course.widgets.data_flow.pipeline import fields_of, written
from course.widgets.data_flow.subject import NOTHING, Subject
from course.widgets.data_flow.trial import Trial
from course.widgets.words import duration

__all__ = ["sentence", "title"]

# TestState ends a wait after so many seconds; a retrier that says nothing tries so often.
GIVES_UP: int = value("states.test_state")
ATTEMPTS: int = value("states.retry")["attempts"]

_TITLES = {"Choices": "Rules", "Fail": "Error", "Wait": "Waiting", "Catch": "Retry and Catch"}
_WORK = {"Task": "Task result", "Parallel": "Branch results", "Map": "Item results"}
_WHOM = {"Task": "the task is sent", "Parallel": "every branch gets", "Pass": "the state works on"}

# Stage -> what it says where it is written, where it is not, and (JSONPath) where null stands.
_SAYS = {
    "InputPath": (
        "Keeps only the part of the input that this path points to.",
        "Not written: the whole input goes on.",
        "null: the input is set aside, an empty object goes on.",
    ),
    "Parameters": (
        "Builds what {whom}; a key that ends in .$ is computed.",
        "Not written: the document before is what {whom}.",
    ),
    "Arguments": (
        "Builds what {whom}; what stands in {{% %}} is computed.",
        "Not written: {whom} the input.",
    ),
    "ItemsPath": (
        "Points to the list whose items are processed.",
        "Not written: the whole document is the list.",
    ),
    "Items": ("Gives the list whose items are processed.", "Not written: the input itself is the list."),
    "ItemSelector": (
        "Builds the input of every iteration.",
        "Not written: every iteration gets its item as it is.",
    ),
    "ItemBatcher": (
        "Puts items together; each child execution gets one batch.",
        "Not written: each child execution gets one item.",
    ),
    "ResultSelector": (
        "Builds a new document from the result; a key that ends in .$ is computed.",
        "Not written: the result stays as it is.",
    ),
    "ResultPath": (
        "Puts the result into the state's own input, at this place.",
        "Not written, which means $: the result takes the place of the whole input.",
        "null: the result is thrown away, the state's input goes on.",
    ),
    "OutputPath": (
        "Hands on only the part that this path points to.",
        "Not written: all of it is handed on.",
        "null: an empty object is handed on.",
    ),
    "Choices": ("Tries its rules in order; the first that holds decides where to go.", "There are no rules."),
    "Fail": (
        "Ends the execution with this error; nothing is handed on.",
        "Ends the execution with an error.",
    ),
}

# Stage -> what a mere $ says there.
_WHOLE = {
    "InputPath": "$: the whole input goes on.",
    "ResultPath": "$: the result takes the place of the whole input.",
    "OutputPath": "$: all of it is handed on.",
}
_FROM_ITEMS = ("ItemsPath", "Items", "ItemSelector", "ItemBatcher")


def title(stage: str, subject: Subject) -> str:
    """Return what a stage is called on screen."""
    if stage == "Result" and subject.works:
        return _WORK[subject.type]
    if stage == "Catch":
        return " and ".join(fields_of(stage, subject))
    return _TITLES.get(stage, stage)


def sentence(stage: str, subject: Subject, trial: Trial) -> str:
    """Say what a stage does in this state."""
    own = _OWN.get(stage)
    if own is not None:
        return own(subject, trial)
    says = _SAYS[stage]
    given = _value(stage, subject)
    if given is None and len(says) > 2:
        return says[2]
    if given == "$" and stage in _WHOLE:
        return _WHOLE[stage]
    if "ItemReader" in subject.fields and stage in _FROM_ITEMS:
        return "The items come from ItemReader; a trial opens no data set, so none are seen here."
    if stage == "Choices" and trial.rules and not any(rule.holds or rule.error for rule in trial.rules):
        return f"Tries its rules in order; none holds, so Default decides: {subject.fields.get('Default', 'there is none')}."
    return says[0 if written(stage, subject) else 1].format(whom=_WHOM.get(subject.type, ""))


def _value(stage: str, subject: Subject) -> Any:
    return next(
        (subject.fields[name] for name in fields_of(stage, subject) if name in subject.fields), NOTHING
    )


def _input(subject: Subject, trial: Trial) -> str:  # noqa: ARG001  (one signature)
    called = "$states.input" if subject.language == "JSONata" else "$"
    return f"What the state is given: the output of the state before. Expressions call it {called}."


def _result(subject: Subject, trial: Trial) -> str:  # noqa: ARG001  (one signature)
    if not subject.works and "Result" not in subject.fields:
        return "Not written: the document stays as it is."
    if not subject.works:
        return "Fixed in the definition: it takes the place of the document, whatever the input is."
    if subject.error is not None:
        return "The work fails with the error that is given below."
    if subject.result is NOTHING:
        empty = "{}" if isinstance(subject.mocked, dict) else "[]"
        return f"Nobody said what the work comes to: {empty} stands in for it. Write a result below."
    what = {
        "Task": "What the task answered.",
        "Parallel": "The outputs of the branches, in the order of the branches.",
        "Map": "The outputs of the iterations, in the order of the items.",
    }[subject.type]
    return f"{what} {'It is that of the visit' if subject.note else 'It is given below'}: nothing is called."


def _output(subject: Subject, trial: Trial) -> str:
    at, rule = _deciding(subject, trial)
    if at:
        return f"Rule {at} {'builds the output' if 'Output' in rule else 'has no Output: the input is the output'}."
    if "Output" in subject.fields:
        return f"Builds the state's output{' from its input and the result' if subject.works else ''}."
    return f"Not written: the {'result' if subject.works else 'input'} is the output."


def _assign(subject: Subject, trial: Trial) -> str:
    at, rule = _deciding(subject, trial)
    if "Assign" not in (rule if at else subject.fields):
        return f"Rule {at} sets no variables." if at else "Not written: no variable changes."
    who = f"Rule {at} sets" if at else "Sets"
    return f"{who} variables for the states after this one; expressions see the values from before."


def _deciding(subject: Subject, trial: Trial) -> tuple[int, dict[str, Any]]:
    """Return number and fields of the rule that decides, 0 if there is none."""
    at = next((at for at, rule in enumerate(trial.rules) if rule.holds), None)
    return (0, {}) if at is None else (at + 1, subject.fields["Choices"][at])


def _wait(subject: Subject, trial: Trial) -> str:
    if trial.failed == "Wait" or trial.refused:
        return "Lets time pass; the document stays as it is."
    fixed = subject.fields.get("Seconds")
    seconds = fixed if isinstance(fixed, int) else trial.seconds
    more = "more than " if seconds == trial.seconds == GIVES_UP else ""
    return f"Lets {more}{duration(seconds)} pass; the document stays as it is."


def _catch(subject: Subject, trial: Trial) -> str:
    found = trial.handling
    if not trial.failed and subject.met:
        return f"Not used in the last attempt, which is shown. An attempt before met {subject.met}, and a retrier took it."
    if not trial.failed or trial.refused:
        return "Nothing went wrong: not used."
    if found is None:
        return f"Nothing here takes {trial.error}: the error goes on, and ends the execution unless it is caught outside."
    said = []
    if found.retrier is not None:
        most = subject.fields["Retry"][found.retrier].get("MaxAttempts", ATTEMPTS)
        said.append(
            f"Retrier {found.retrier + 1} takes {trial.error}: it waits {duration(found.delay)}, then tries again, at most {most} times."
        )
    if found.catcher is not None:
        last = "When that does not help, catcher" if said else "Catcher"
        said.append(
            f"{last} {found.catcher + 1} takes {'it' if said else trial.error} and goes to {found.next}."
        )
    elif said:
        said.append("When that does not help, no catcher takes it, and the state fails.")
    return " ".join(said)


_OWN = {
    "Assign": _assign,
    "Catch": _catch,
    "Input": _input,
    "Output": _output,
    "Result": _result,
    "Wait": _wait,
}
