"""Running a call."""

import random as chance
from collections.abc import Callable
from typing import Any

from course.asl.errors import EvaluationError

from .call import Argument, Call, Literal, PathArgument
from .errors import IntrinsicFailureError
from .functions import FUNCTIONS, Function

__all__ = ["evaluate"]

Find = Callable[[str], Any]


def evaluate(call: Call, find: Find, random: chance.Random) -> Any:
    """Return what a call makes of its arguments.

    `find` returns what a path leads to, by its text; what it raises passes through. Raises EvaluationError with
    `States.Runtime` and AWS's words, which name the whole call, not the one within it that failed. (AWS's page of errors
    has States.IntrinsicFailure for this; its executions fail with States.Runtime.)
    """
    try:
        return _result(call, find, random)
    except _CallFailure as failure:
        said = f"The function '{call.text}' had the following error: {failure}"
        raise EvaluationError("States.Runtime", said) from None


class _CallFailure(Exception):  # noqa: N818  # it never leaves this file
    """The call within the call that failed, and why."""


def _result(call: Call, find: Find, random: chance.Random) -> Any:
    function = FUNCTIONS[call.name]
    arguments = [
        argument.written
        if function.template
        and place == 0
        and isinstance(argument, Literal)
        and isinstance(argument.value, str)
        else _value(argument, find, random)
        for place, argument in enumerate(call.arguments)
    ]
    try:
        _check_count(function, len(arguments))
        return function.run(*arguments, **({"random": random} if function.draws else {}))
    except IntrinsicFailureError as failure:
        raise _CallFailure(f"Invalid {failure.what} in {call.name}: {failure.detail}") from None
    except RecursionError:
        raise _CallFailure(f"Invalid arguments in {call.name}: they are nested too deeply") from None


def _value(argument: Argument, find: Find, random: chance.Random) -> Any:
    match argument:
        case Literal():
            return argument.value
        case PathArgument():
            return find(argument.text)
        case Call():
            return _result(argument, find, random)


def _check_count(function: Function, count: int) -> None:
    if function.least <= count and (function.most is None or count <= function.most):
        return
    wanted = (
        str(function.least) if function.least == function.most else f"{function.least} to {function.most}"
    )
    wanted = f"at least {function.least}" if function.most is None else wanted
    raise IntrinsicFailureError(f"expected {wanted}, found {count}")
