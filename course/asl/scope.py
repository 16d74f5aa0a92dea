"""What an expression of a state may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

__all__ = ["Scope"]


@dataclass(slots=True)
class Scope:
    """The documents within reach of one visit to a state.

    `input` is the state's raw input, `effective` what InputPath left of it (in JSONata: the input itself), `context`
    the context object (`$$`, `$states.context`), `variables` all that this state may read, by name without `$`.
    `random` gives what States.UUID, $random and the like draw from. Documents are never changed in place.
    """

    input: Any
    context: Mapping[str, Any]
    variables: Mapping[str, Any] = field(default_factory=dict)
    random: Random = field(default_factory=lambda: Random(0))
    effective: Any = None
