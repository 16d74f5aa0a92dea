"""JSONata expressions that ask for what there is not."""

from collections.abc import Iterator

from course.asl.jsonata import FUNCTIONS, examine
from course.asl.linter.definition import Definition, Finding
from course.asl.linter.documents import Text, computed
from course.asl.linter.nearest import Names

from .variables import visible

__all__ = ["no_such_states_field", "unknown_function"]

_STATES = ("context", "errorOutput", "input", "result")


def no_such_states_field(definition: Definition) -> Iterator[Finding]:
    """A field of $states that is not there.

    What it finds
        `$states.result` anywhere but in the Output and Assign of a Task, Parallel or Map state, and fields that `$states`
        never has.

    Why it matters
        The expression finds nothing there, and where a value is needed the execution fails with
        States.QueryEvaluationError.

    Example
        {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.result.total %}", "End": true}

    Remedy
        Read `$states.input`, or keep the result in a variable when it is there.
    """
    for text, expression in computed(definition):
        for name in sorted(examine(expression).states_fields):
            if name not in _STATES:
                yield Finding(text.path, f"There is no $states.{name}.", Names(_STATES).hint(name))
            elif name == "result" and not _has_result(text):
                where = (
                    f"the {text.field} of a {text.node.table}"
                    if text.node.table != "rule"
                    else "a choice rule"
                )
                hint = "Read $states.input, or keep the result in a variable by Assign where it is there."
                yield Finding(text.path, f"There is no $states.result in {where}.", hint)


def unknown_function(definition: Definition) -> Iterator[Finding]:
    """A function that does not exist.

    What it finds
        A call of a function that is none of JSONata's, none that Step Functions adds, and no variable.

    Why it matters
        AWS takes the definition, and the execution fails with States.QueryEvaluationError when it gets there.

    Example
        {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $lenght($states.input.lines) %}", "End": true}

    Remedy
        Correct the name. Step Functions adds $partition, $range, $hash, $random, $uuid and $parse, and has no $eval.
    """
    for text, expression in computed(definition):
        known = visible(definition).get(text.node.state) if text.node.state else None
        for name in sorted(examine(expression).functions - FUNCTIONS.keys() - (known or set())):
            near = Names(FUNCTIONS).nearest(name)
            hint = (
                "Use $parse for JSON texts." if name == "eval" else f"Did you mean ${near}?" if near else ""
            )
            yield Finding(text.path, f"There is no function ${name}.", hint)


def _has_result(text: Text) -> bool:
    return text.node.table in ("Task", "Parallel", "Map") and text.field in ("Output", "Assign")
