"""Which stages a document passes in a state: by query language and type, in the order in which they apply.

Sources: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html and
https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
"""

from course.widgets.data_flow.subject import Subject

__all__ = ["WAY_IN", "WAY_OUT", "WORK", "fields_of", "stages_of", "written"]

# Stages before a state's work, in which it is done, and after it.
WAY_IN = ("InputPath", "Parameters", "Arguments", "ItemsPath", "Items", "ItemSelector", "ItemBatcher")
WORK = ("Result", "Choices", "Wait", "Fail")
WAY_OUT = ("ResultSelector", "ResultPath", "OutputPath", "Output", "Assign")

_JSONPATH = {
    "Task": ("InputPath", "Parameters", "Result", "ResultSelector", "ResultPath", "OutputPath"),
    "Parallel": ("InputPath", "Parameters", "Result", "ResultSelector", "ResultPath", "OutputPath"),
    "Map": (
        "InputPath",
        "ItemsPath",
        "ItemSelector",
        "ItemBatcher",
        "Result",
        "ResultSelector",
        "ResultPath",
        "OutputPath",
    ),
    "Pass": ("InputPath", "Parameters", "Result", "ResultPath", "OutputPath"),
    "Choice": ("InputPath", "Choices", "OutputPath"),
    "Wait": ("InputPath", "Wait", "OutputPath"),
    "Succeed": ("InputPath", "OutputPath"),
    "Fail": ("Fail",),
}
_JSONATA = {
    "Task": ("Arguments", "Result", "Output"),
    "Parallel": ("Arguments", "Result", "Output"),
    "Map": ("Items", "ItemSelector", "ItemBatcher", "Result", "Output"),
    "Pass": ("Output",),
    "Choice": ("Choices", "Output"),
    "Wait": ("Wait", "Output"),
    "Succeed": ("Output",),
    "Fail": ("Fail",),
}
_STAGES = {"JSONPath": _JSONPATH, "JSONata": _JSONATA}

# A stage that has not the name of its one field.
_FIELDS = {
    "Catch": ("Retry", "Catch"),
    "Choices": ("Choices", "Default"),
    "Fail": ("Error", "ErrorPath", "Cause", "CausePath"),
    "Wait": ("Seconds", "SecondsPath", "Timestamp", "TimestampPath"),
}
# These are there only when they are written, or one of these fields is.
_OPTIONAL = ("Assign", "Catch", "ItemBatcher")


def stages_of(subject: Subject) -> tuple[str, ...]:
    """Return the stages of a state, by name; a type that there is not has only its input."""
    found = ("Input", *_STAGES[subject.language].get(subject.type, ()), "Assign", "Catch")
    return tuple(name for name in found if name not in _hidden(subject))


def fields_of(stage: str, subject: Subject) -> tuple[str, ...]:
    """Return the fields of the state that belong to a stage: those that are written, or the one to be written."""
    if stage == "Input" or (stage == "Result" and subject.works):
        return ()
    if stage == "ItemSelector" and "Parameters" in subject.fields and "ItemSelector" not in subject.fields:
        return ("Parameters",)
    names = _FIELDS.get(stage)
    if names is None:
        return (stage,)
    return tuple(name for name in names if name in subject.fields or name in subject.open) or names[:1]


def written(stage: str, subject: Subject) -> bool:
    """Tell whether the state says anything for a stage."""
    return any(name in subject.fields for name in fields_of(stage, subject))


def _hidden(subject: Subject) -> set[str]:
    """Return the stages that are left out; a field that is being written stays, be it empty for the moment."""
    hidden = {name for name in _OPTIONAL if not written(name, subject)}
    if subject.type == "Pass" and "Result" not in subject.fields:
        hidden.add("Result")
    if subject.type == "Choice" and _rules_assign(subject):
        hidden.discard("Assign")
    return {name for name in hidden if not subject.open.intersection(fields_of(name, subject))}


def _rules_assign(subject: Subject) -> bool:
    rules = subject.fields.get("Choices")
    return isinstance(rules, list) and any(isinstance(rule, dict) and "Assign" in rule for rule in rules)
