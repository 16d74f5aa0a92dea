"""What stands in the editor at the beginning."""

from typing import Any

from course.asl import StateMachine, to_text
from course.widgets.words import printed

__all__ = ["STARTING", "input_of", "text_of", "with_plain_line_ends"]

# Small, and something to try: a decision, a task, a retrier and a catcher.
STARTING: dict[str, Any] = {
    "Comment": "A small machine to begin with: change it, and run it",
    "StartAt": "Is it paid?",
    "States": {
        "Is it paid?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.paid", "BooleanEquals": True, "Next": "Send receipt"}],
            "Default": "Remind",
        },
        "Send receipt": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "send-receipt", "Payload.$": "$"},
            "Retry": [{"ErrorEquals": ["Lambda.ServiceException"], "MaxAttempts": 2, "BackoffRate": 2}],
            "End": True,
        },
        "Remind": {"Type": "Wait", "Seconds": 3600, "Next": "Give up"},
        "Give up": {"Type": "Fail", "Error": "NotPaid", "Cause": "Nobody has paid within an hour."},
    },
}
_INPUT = {"paid": True}


def text_of(definition: Any) -> str:
    """Return the text of a definition that is a text, data or a machine; of nothing, the machine to begin with.

    Raises TypeError for anything else, NotPlainDataError for data that JSON
    cannot hold.
    """
    if isinstance(definition, StateMachine):
        definition = definition.text
    if isinstance(definition, str):
        return with_plain_line_ends(definition) or to_text(STARTING)
    if not isinstance(definition, dict):
        message = f"a definition is a text or a dict, and this is of type {type(definition).__name__}"
        raise TypeError(message)
    return to_text(definition or STARTING)


def input_of(given: Any, definition: Any) -> str:
    """Return the input's text: what was given (data, or a text that holds JSON), or one that suits the machine.

    Raises NotPlainDataError for data that JSON cannot hold.
    """
    if isinstance(given, str):
        return given
    if given is None:
        given = {} if definition else _INPUT
    to_text(given)  # what is no plain data is refused
    return printed(given)


def with_plain_line_ends(text: str) -> str:
    """Return a text with the line ends that a browser's text area gives it, so that both count the same lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
