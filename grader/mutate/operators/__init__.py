"""The mutation operators: each a function from a `Source` to `Change`s, whose docstring says what mistake it stands for.

- definitions: `transitions`, `choices`, `data_flow`, `handlers`, `waiting`, `expressions` (JSONata), `intrinsics`
- policies: `policies`; code: `conditions`, `calls`, `statements`, `errors`
- both, since a definition or a filter is data in code: `missing` (of lists and dicts), `words` (numbers, texts, signs)

Where two operators make the same mutant, it is the first one's; so those that know more come first.
"""

from collections.abc import Callable, Iterator

from grader.mutate.change import Change
from grader.mutate.source import Source

from . import (
    calls,
    choices,
    conditions,
    data_flow,
    errors,
    expressions,
    handlers,
    intrinsics,
    missing,
    policies,
    statements,
    transitions,
    waiting,
    words,
)

__all__ = ["OPERATORS", "Operator"]

Operator = Callable[[Source], Iterator[Change]]

_ROOMS = (
    transitions,
    choices,
    data_flow,
    handlers,
    waiting,
    expressions,
    intrinsics,
    policies,
    conditions,
    calls,
    statements,
    errors,
    missing,
    words,
)

OPERATORS: tuple[Operator, ...] = tuple(getattr(room, name) for room in _ROOMS for name in room.__all__)
