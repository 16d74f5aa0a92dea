"""What the tests of the data flow share: a state that was entered, and the error of one that failed."""

from collections.abc import Callable
from typing import Any

import pytest

from course.asl import jsonpath
from course.asl.errors import EvaluationError
from course.asl.scope import Scope

CONTEXT = {"Execution": {"Input": {"list": [1, 2]}}}


def _entered(state: dict[str, Any], document: Any, **variables: Any) -> tuple[Scope, dict[str, Any]]:
    stages: dict[str, Any] = {}
    scope = Scope(document, CONTEXT, variables)
    jsonpath.enter(state, scope, stages)
    return scope, stages


def _outcome(
    state: dict[str, Any], document: Any, result: Any, **variables: Any
) -> tuple[Any, dict[str, Any]]:
    scope, stages = _entered(state, document, **variables)
    return jsonpath.outcome(state, scope, result, stages)


def _error_of(call: Any, *arguments: Any) -> tuple[str | None, str | None]:
    with pytest.raises(EvaluationError) as raised:
        call(*arguments)
    return raised.value.error, raised.value.cause


@pytest.fixture(scope="session")
def entered() -> Callable[..., tuple[Scope, dict[str, Any]]]:
    """Enter a state with a document and variables: its scope, and the stages shown so far."""
    return _entered


@pytest.fixture(scope="session")
def outcome() -> Callable[..., tuple[Any, dict[str, Any]]]:
    """Enter a state and leave it with a result: its output, and what it assigns."""
    return _outcome


@pytest.fixture(scope="session")
def error_of() -> Callable[..., tuple[str | None, str | None]]:
    """The name and the cause of the error that a call raises."""
    return _error_of
