"""A function of the library as the evaluator calls it: arguments checked, work counted."""

import math
from collections.abc import Callable
from typing import Any

from jsonata.jsonata import Jsonata  # type: ignore[import-untyped]  # it ships no types

from .signature import Signature

__all__ = ["Native", "running"]

# Steps that a call counts for, beside those of its arguments: it takes as long.
CALL = 4


def running() -> Any:
    """Return the evaluation that calls; the library keeps it, one a thread."""
    return Jsonata.CURRENT.jsonata


class Native(Jsonata.JFunction):  # type: ignore[misc]  # the library ships no types
    """`function` takes exactly as many positional arguments as the signature has; what is missing is None.

    `is_cheap` says that its work does not grow with the size of its arguments.
    """

    def __init__(self, name: str, signature: str, function: Callable[..., Any], *, is_cheap: bool) -> None:
        self.function_name = name
        self.function = function
        self.signature = Signature(signature)
        self.arity = len(self.signature.parameters)
        self.is_cheap = is_cheap

    def call(self, input: Any, args: list[Any]) -> Any:
        """Return the function's result; whole numbers are integers in it. Raises `JException` (T0410 and the like).

        The arguments are checked here, since functions that take a function (`$map`) call it past the evaluator.
        """
        evaluation = running()
        args = self.signature.validate(args, input)
        evaluation.charge(CALL if self.is_cheap else CALL + sum(map(_work, args)))
        result = self.function(*args, *[None] * (self.arity - len(args)))
        if isinstance(result, str):
            evaluation.charge(len(result) >> 7)
        if type(result) is float and math.isfinite(result) and result.is_integer():
            return int(result)
        return result

    def get_number_of_args(self) -> int:
        """Return how many arguments it takes; the library asks for a partial application."""
        return self.arity


def _work(value: Any) -> int:
    if isinstance(value, str):
        return len(value) >> 10
    return len(value) >> 3 if isinstance(value, (list, dict)) else 0
