"""What can be said of an expression without evaluating it, for the linter."""

from dataclasses import dataclass
from functools import lru_cache

from .failures import JException, rendered
from .grammar import parse
from .library import FUNCTIONS
from .reading import Reading

__all__ = ["Examined", "Problem", "examine"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a text, in AWS's words, and at which column of it (from 1)."""

    message: str
    column: int


@dataclass(frozen=True, slots=True)
class Examined:
    """An expression as read.

    `problem` is a syntax error (AWS: INVALID_JSONATA_EXPRESSION); without one, `unsupported` are AWS's messages on
    references to a context that there is not (UNSUPPORTED_JSONATA_EXPRESSION). `variables` and `functions` are the
    names, without `$`, that are read and called and not bound in the expression itself; `states_fields` are the
    fields of `$states` that it reads.
    """

    problem: Problem | None
    variables: frozenset[str] = frozenset()
    states_fields: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    unsupported: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def examine(expression: str) -> Examined:
    """Return what an expression is and reads. Any text has an answer."""
    try:
        reading = Reading(parse(expression))
    except JException as error:
        return Examined(Problem(rendered(error), _column(expression, error)))
    except RecursionError:
        return Examined(Problem("The expression is nested too deeply", 1))
    # Functions handed on, as in $map(..., $string).
    named = {name for name in reading.variables if name in FUNCTIONS}
    return Examined(
        None,
        frozenset(reading.variables - named),
        frozenset(path[0] for path in reading.states if path),
        frozenset(reading.functions | named),
        tuple(map(_unsupported, reading.contexts)),
    )


def _unsupported(reference: str) -> str:
    place = "" if reference == "$$" else " at the top level"
    return f"Reference to '{reference}'{place} is not supported."


def _column(expression: str, error: JException) -> int:
    """Return where the token starts that the error names; the library knows where it ends."""
    end = min(max(int(error.location), 0), len(expression))
    for token in (error.expected, error.current):
        if isinstance(token, str) and token and expression.endswith(token, 0, end):
            return end - len(token) + 1
    return max(end, 1)
