"""What learners get wrong in M12 E2, told from the definitions and from what came of them."""

import re
from typing import Any

from course.asl.json_text import compact
from grader.checks import AnswerError, Bench, same
from grader.checks.machines import State, called_functions, document, refusals, states_of

from .family import Kin
from .spelling import spelt_wrong
from .split_runs import CHILD, PARENT, functions

__all__ = [
    "calls_unsafe_steps_in_the_child",
    "is_spelt_wrong",
    "lets_the_child_go",
    "runs_a_job",
    "takes_text_for_an_object",
    "waits_in_express",
]

START = "arn:aws:states:::states:startExecution"
WAITS = (f"{START}.sync", f"{START}.sync:2")
RECEIPTS = (START, "arn:aws:states:::aws-sdk:sfn:startExecution")
# A field read right below the text that a child's output is.
_FIELD_OF_TEXT = re.compile(r"\.Output\.\w")
_READ = ("$parse", "States.StringToJson")


def waits_in_express(bench: Bench) -> bool:
    """Whether AWS refuses the child, since it waits for a token, a job or an activity."""
    try:
        refused = refusals(bench, CHILD, type="EXPRESS")
    except AnswerError:
        return False
    return any("Express state machine does not support" in each.message for each in refused)


def calls_unsafe_steps_in_the_child(bench: Bench) -> bool:
    """Whether a step that may not run twice is done in Express."""
    return bool({*called_functions(document(bench, CHILD))} & {*functions(bench, "unsafe")})


def is_spelt_wrong(bench: Bench) -> bool:
    """Whether an action begins with a capital, or a parameter without one."""
    return spelt_wrong(document(bench, PARENT)) or spelt_wrong(document(bench, CHILD))


def runs_a_job(bench: Bench) -> bool:
    """Whether the parent starts its child in the form that waits for a Standard workflow."""
    return _starts_by(bench, WAITS)


def lets_the_child_go(bench: Bench, runs: list[Kin]) -> bool:
    """Whether the parent has a receipt, and ends or goes on before its child is done."""
    if not _starts_by(bench, RECEIPTS):
        return False
    return any(kin.children and not same(kin.parent.output, kin.children[0][1].output) for kin in runs)


def takes_text_for_an_object(bench: Bench, runs: list[Kin]) -> bool:
    """Whether the child's output goes on as the text that it comes as, or a field of that text is read."""
    texts = {compact(child.output) for kin in runs for _, child in kin.children}
    reads = compact([each.fields for each in _tasks(bench)])
    if _FIELD_OF_TEXT.search(reads) and not any(each in compact(document(bench, PARENT)) for each in _READ):
        return True
    return any(
        _holds(call.payload, texts) for kin in runs for call in kin.parent.calls if ":" not in call.name
    ) or any(_holds(kin.parent.output, texts) for kin in runs)


def _holds(value: Any, texts: set[str]) -> bool:
    if isinstance(value, str):
        return value in texts
    if isinstance(value, dict):
        # What the service itself tells of the execution has it as a text, and rightly.
        return any(_holds(each, texts) for each in value.values())
    return isinstance(value, list) and any(_holds(each, texts) for each in value)


def _tasks(bench: Bench) -> list[State]:
    return [each for each in states_of(document(bench, PARENT)) if each.type == "Task"]


def _starts_by(bench: Bench, resources: tuple[str, ...]) -> bool:
    return any(each.fields.get("Resource") in resources for each in _tasks(bench))
