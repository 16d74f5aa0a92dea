"""What a state may hand on and remember, in bytes.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
"""

from typing import Any

from course.asl.errors import StatesError
from course.asl.json_text import compact, fits, size
from course.facts import value

__all__ = ["TooLargeError", "checked", "texts_of", "too_large"]

VARIABLES: dict[str, int] = value("states.variables")


class TooLargeError(StatesError):
    """A state's own data went over a limit: `States.DataLimitExceeded`, which States.ALL does not match."""


def too_large(what: str) -> str:
    """Return AWS's sentence; `what` is the state's name, or the service's whose answer was too large."""
    return f"The state/task '{what}' returned a result with a size exceeding the maximum number of bytes service limit."


def checked(text: str, state: str) -> str:
    """Return the text of a state's document. Raises TooLargeError."""
    if fits(text):
        return text
    raise TooLargeError("States.DataLimitExceeded", too_large(state))


def texts_of(assigned: dict[str, Any], variables: dict[str, Any], state: str) -> dict[str, str]:
    """Return assigned variables as a history has them, name by name. Raises TooLargeError.

    `variables` are those of before, whose total counts as well.
    """
    texts = {name: compact(each) for name, each in assigned.items()}
    sizes = [size(text) for text in texts.values()]
    if max(sizes, default=0) > VARIABLES["one"] or sum(sizes) > VARIABLES["assign"]:
        raise TooLargeError("States.DataLimitExceeded", too_large(state))
    kept = sum(size(compact(each)) for name, each in variables.items() if name not in texts)
    if sum(sizes) + kept > VARIABLES["all"]:
        raise TooLargeError("States.DataLimitExceeded", too_large(state))
    return texts
