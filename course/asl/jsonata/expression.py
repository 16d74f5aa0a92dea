"""One expression: compiled once, evaluated with `$states` and the variables in reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from course.asl.scope import Scope

from .bindings import Paths, bindings, known, states_of
from .evaluation import Evaluation
from .failures import STACK, BoundExceeded, JException, describe, query_error, threw
from .frame import Frame
from .grammar import TOO_DEEP, Node, parse
from .library import FUNCTIONS
from .reading import Reading
from .values import Unsupported, outward
from .walk import ELSEWHERE, MISSING, Walk, walk_of

__all__ = ["NOTHING", "evaluate", "is_expression", "source"]

NOTHING = MISSING  # the result of an expression that finds nothing
LIBRARY = Frame(None, dict(FUNCTIONS))


def is_expression(value: Any) -> bool:
    """Tell whether a value of a definition is an expression: text from `{%` to `%}`, with nothing around."""
    return isinstance(value, str) and len(value) >= 4 and value.startswith("{%") and value.endswith("%}")


def source(text: str) -> str:
    """Return the expression that stands between `{%` and `%}`."""
    return text[2:-2].strip()


@dataclass(frozen=True, slots=True)
class Compiled:
    """A parsed expression, what it reads from outside, and the walk that it is, if it is no more than one."""

    tree: Node
    variables: frozenset[str]
    states: Paths
    walk: Walk | None


@lru_cache(maxsize=4096)
def compiled(expression: str) -> Compiled | JException:
    """Return an expression ready to run, or the error in it."""
    try:
        tree = parse(expression)
        reading = Reading(tree)
    except JException as error:
        return error
    except RecursionError:
        return JException(TOO_DEEP, 0)
    names = frozenset(reading.variables | reading.functions)
    paths = frozenset({()}) if reading.climbs else frozenset(reading.states)
    return Compiled(tree, names, paths, walk_of(tree))


def evaluate(expression: str, scope: Scope, field: str, more: Mapping[str, Any]) -> Any:
    """Return the result of an expression as plain JSON data, or `NOTHING`.

    `field` is where it stands (`Output/total`); `more` is what `$states` has there beside input and context.
    Raises `EvaluationError` (States.QueryEvaluationError).
    """
    code = compiled(expression)
    if isinstance(code, JException):
        raise threw(expression, field, describe(code), coded=True)
    try:
        return _result(code, scope, more)
    except Unsupported:
        raise query_error(expression, field, "returned an unsupported result type.") from None
    except JException as error:
        raise threw(expression, field, describe(error), coded=True) from None
    except BoundExceeded as error:
        raise threw(expression, field, str(error), coded=False) from None
    except RecursionError:
        raise threw(expression, field, STACK, coded=False) from None
    except Exception as error:  # noqa: BLE001  (the library lets out whatever Python finds wrong)
        said = f"threw an internal error during evaluation. {type(error).__name__}: {error}"
        raise query_error(expression, field, said) from None


def _result(code: Compiled, scope: Scope, more: Mapping[str, Any]) -> Any:
    if code.walk is not None:
        found = _walked(code.walk, scope, more)
        if found is not ELSEWHERE:
            return found if found is MISSING else known(found, null=None)
    frame = Frame(LIBRARY, bindings(scope, more, code.variables, code.states))
    result = Evaluation(frame, scope.random, millis(scope.context)).run(code.tree)
    return NOTHING if result is None else outward(result)


def _walked(walk: Walk, scope: Scope, more: Mapping[str, Any]) -> Any:
    if walk.variable == "states":
        return walk.follow(states_of(scope, more))
    if walk.variable in scope.variables:
        return walk.follow(scope.variables[walk.variable])
    return ELSEWHERE if walk.variable in FUNCTIONS else MISSING


def millis(context: Mapping[str, Any]) -> int:
    """Return the time that `$now` and `$millis` give: when the state was entered, else when the execution started.

    So they stand still while a state lasts, and two runs of the same execution agree.
    """
    for part, name in (("State", "EnteredTime"), ("Execution", "StartTime")):
        try:
            return round(datetime.fromisoformat(context[part][name]).timestamp() * 1000)
        except (KeyError, TypeError, ValueError, OverflowError):
            continue
    return 0
