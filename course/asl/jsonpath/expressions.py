"""What may stand in a `.$` field: a path, a context path, a variable, or a call of an intrinsic function."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from course.asl import intrinsics
from course.asl.scope import Scope

from .errors import PathNotFoundError, PathSyntaxError
from .failures import NOTHING, bad_argument, bad_path, function_failed, invalid, not_found, runtime
from .path import Path, parse_path

__all__ = ["Fill", "check_value", "expression"]

# What works out an expression or fills in a template: (what `$` is, the scope) -> the value.
Fill = Callable[[Any, Scope], Any]


def check_value(text: str) -> bool:
    """Whether a text is a path, a context path, a variable or an intrinsic call whose arguments are such."""
    try:
        for path in _paths(text):
            parse_path(path)
    except (PathSyntaxError, intrinsics.IntrinsicSyntaxError):
        return False
    return True


@lru_cache(maxsize=4096)
def expression(text: str, field: str) -> Fill:
    """Return what works out the text of a field; the same text is read once.

    What is returned raises `EvaluationError` with `States.Runtime` and AWS's words: a path leads nowhere, a function
    cannot work with its arguments, or the text is none of what may stand here.
    """
    if not check_value(text):
        return refusal(text, field)
    return _called(text) if _is_call(text) else _looked_up(text, field)


def refusal(value: Any, field: str) -> Fill:
    """Return what refuses a value that may not stand in a `.$` field."""

    def refuse(_document: Any, _scope: Scope) -> Any:
        raise bad_path(value, field)

    return refuse


def _is_call(text: str) -> bool:
    return text.startswith("States.")


def _paths(text: str) -> list[str]:
    """The paths in an expression."""
    if not _is_call(text):
        return [text]
    return [argument.text for argument in intrinsics.paths(intrinsics.parse_call(text))]


def _looked_up(text: str, field: str) -> Fill:
    path = parse_path(text)

    def look_up(document: Any, scope: Scope) -> Any:
        try:
            return _find(path, document, scope)
        except PathNotFoundError as error:
            if error.find_out().misfit:
                raise invalid(text, error, field) from None
            raise not_found(text, field, _root(path, document, scope)) from None

    return look_up


def _called(text: str) -> Fill:
    call = intrinsics.parse_call(text)

    def evaluate(document: Any, scope: Scope) -> Any:
        def find(argument: str) -> Any:
            path = parse_path(argument)
            try:
                return _find(path, document, scope)
            except PathNotFoundError as error:
                if error.find_out().misfit:
                    raise function_failed(text, error) from None
                raise bad_argument(text, argument, _root(path, document, scope)) from None

        return intrinsics.evaluate(call, find, scope.random)

    return evaluate


def _find(path: Path, document: Any, scope: Scope) -> Any:
    if document is None and path.root == "$":
        raise runtime(NOTHING)
    return path.read(document, scope.context, scope.variables)


def _root(path: Path, document: Any, scope: Scope) -> Any:
    """The document in which a path is looked up."""
    return {"$": document, "$$": scope.context}.get(path.root, scope.variables.get(path.root, {}))
