"""The fields that may be given by a path (`SecondsPath` for `Seconds`), and what AWS says of their values."""

from collections.abc import Callable
from typing import Any

from course.asl.errors import EvaluationError
from course.asl.json_text import shown
from course.asl.json_types import is_number
from course.asl.scope import Scope

from .errors import PathNotFoundError, PathSyntaxError
from .expressions import expression
from .failures import bad_path, invalid, runtime
from .path import parse_path
from .timestamps import parse_timestamp

__all__ = ["read_field"]

# Looks at a value found: raises `EvaluationError`, or returns the value to use. (value, field's name, path) -> value.
Check = Callable[[Any, str, str], Any]


def read_field(state: dict[str, Any], name: str, scope: Scope, default: Any = None) -> Any:
    """Return a field's value, fixed or found by path; `default` where the state has neither."""
    if name in state:
        return state[name]
    path_name = f"{name}Path"
    if path_name not in state:
        return default
    text = state[path_name]
    find, check_found = FOUND.get(name, (_found, _anything))
    return check_found(find(text, path_name, scope), path_name, text)


def _found(text: Any, field: str, scope: Scope) -> Any:
    """What a path or an intrinsic call leads to; said to be missing as AWS says it of most fields."""
    if not isinstance(text, str):
        raise bad_path(text, field)
    return expression(text, field)(scope.effective, scope)


def _found_time(text: Any, field: str, scope: Scope) -> Any:
    """The same, in the words for Wait's fields."""
    return _read(
        text,
        field,
        scope,
        lambda _why: runtime(f"The {field} parameter does not reference an input value: {text}", field),
    )


def _found_limit(text: Any, field: str, scope: Scope) -> Any:
    """The same, in the words for timeouts and heartbeats."""
    return _read(text, field, scope, lambda why: invalid(text, why, field))


def _read(text: Any, field: str, scope: Scope, failure: Callable[[object], EvaluationError]) -> Any:
    try:
        path = parse_path(text)
    except PathSyntaxError:
        raise bad_path(text, field) from None
    try:
        return path.read(scope.effective, scope.context, scope.variables)
    except PathNotFoundError as error:
        raise failure(error) from None


def _anything(value: Any, _field: str, _path: str) -> Any:
    return value


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _duration(value: Any, field: str, path: str) -> int:
    if not _is_whole(value) or not -(2**63) <= value < 2**63:
        raise runtime(
            f"The {field} parameter cannot be parsed as a long value: {path} == {shown(value)}", field
        )
    if value < 0:
        raise runtime(f"The {field} parameter references a negative value: {path} == {shown(value)}", field)
    return int(value)


def _moment(value: Any, field: str, path: str) -> str:
    if parse_timestamp(value) is None:
        said = f"The {field} parameter does not reference a valid ISO-8601 extended offset date-time format string"
        raise runtime(f"{said}: {path} == {shown(value)}", field)
    return str(value)


def _text(value: Any, field: str, path: str) -> str:
    if not isinstance(value, str):
        raise runtime(
            f'The {field} field refers to value "{shown(value)}" which is not a valid string: {path}', field
        )
    return value


def _whole(value: Any, field: str, path: str) -> int:
    if not _is_whole(value):
        raise runtime(
            f'The {field} field refers to value "{shown(value)}" which is not a valid integer: {path}',
            field,
        )
    return int(value)


def _concurrency(value: Any, field: str, path: str) -> int:
    number = _whole(value, field, path)
    if number < 0:
        raise runtime(f"Expected non-negative integer for MaxConcurrency, got '{number}' instead.", field)
    return number


def _failure_count(value: Any, field: str, path: str) -> int:
    number = _whole(value, field, path)
    if number < 0:
        raise runtime("ToleratedFailureCount cannot be negative.", field)
    return number


def _failure_share(value: Any, field: str, path: str) -> float:
    if not is_number(value):
        raise runtime(
            f'The {field} field refers to value "{shown(value)}" which is not a valid float: {path}', field
        )
    if not 0 <= value <= 100:
        raise runtime("ToleratedFailurePercentage must be between 0 and 100.", field)
    return value


def _most_items(value: Any, field: str, path: str) -> int:
    if not _is_whole(value):
        said = f"The {field} field refers to value '{shown(value)}' which is not a valid integer: {path}"
        raise EvaluationError("States.ItemReaderFailed", said, field=field)
    if value < 0:
        raise EvaluationError("States.ItemReaderFailed", "field MaxItems must be positive", field=field)
    return int(value)


FOUND: dict[str, tuple[Callable[[Any, str, Scope], Any], Check]] = {
    "Cause": (_found, _text),
    "Error": (_found, _text),
    "HeartbeatSeconds": (_found_limit, _duration),
    "MaxConcurrency": (_found, _concurrency),
    "MaxInputBytesPerBatch": (_found, _whole),
    "MaxItems": (_found, _most_items),
    "MaxItemsPerBatch": (_found, _whole),
    "Seconds": (_found_time, _duration),
    "TimeoutSeconds": (_found_limit, _duration),
    "Timestamp": (_found_time, _moment),
    "ToleratedFailureCount": (_found, _failure_count),
    "ToleratedFailurePercentage": (_found, _failure_share),
}
