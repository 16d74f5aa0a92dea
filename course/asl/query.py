"""What the engine asks of a query language; `course.asl.jsonpath` and `course.asl.jsonata` both answer.

`stages` collects the document at each stage of the state's data flow, under the names that TestState's inspection data
has (`afterInputPath`, `afterParameters`, `afterArguments`, `result`, `afterResultSelector`, ...). Every method raises
`EvaluationError` for a document that the definition cannot handle.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from .scope import Scope

__all__ = ["Choice", "QueryLanguage", "Stages", "State", "is_distributed"]

State = dict[str, Any]
Stages = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """The way a Choice state takes: `index` of its rule, or None for Default; `next` is None when nothing matched."""

    index: int | None
    next: str | None
    output: Any
    assigned: dict[str, Any]


class QueryLanguage(Protocol):
    """One query language, as functions over plain data."""

    def enter(self, state: State, scope: Scope, stages: Stages) -> None:
        """Set `scope.effective`: JSONPath applies InputPath; JSONata takes the input as it is."""

    def arguments(self, state: State, scope: Scope, stages: Stages) -> Any:
        """Return what the state works on: Parameters (JSONPath) or Arguments (JSONata) filled in, or the effective input."""

    def outcome(self, state: State, scope: Scope, result: Any, stages: Stages) -> tuple[Any, dict[str, Any]]:
        """Return the state's output and the variables it assigns.

        JSONPath: ResultSelector, ResultPath, OutputPath; JSONata: Output; both: Assign. A field that the state's type
        does not have is simply absent from `state`.
        """

    def caught(
        self, catcher: State, scope: Scope, error_output: dict[str, Any], stages: Stages, *, index: int = 0
    ) -> tuple[Any, dict[str, Any]]:
        """Return output and assigned variables of the catcher at `index`, which took `{"Error": ..., "Cause": ...}`."""

    def choose(self, state: State, scope: Scope, stages: Stages) -> Choice:
        """Return the way a Choice state takes."""

    def field(self, state: State, name: str, scope: Scope, default: Any = None) -> Any:
        """Return a field that may be fixed, given by path (`name` + "Path"), or by a JSONata expression."""

    def items(self, state: State, scope: Scope, stages: Stages) -> list[Any] | dict[str, Any]:
        """Return what a Map state iterates over, by ItemsPath or Items."""

    def item(self, state: State, scope: Scope, item: Any, stages: Stages) -> Any:
        """Return the input of one iteration: ItemSelector (or a Map's old Parameters) filled in, or the item."""

    def template(self, template: Any, scope: Scope, field: str) -> Any:
        """Return a payload template filled in (an ItemReader's Parameters or Arguments, a batch's BatchInput)."""


def is_distributed(state: State) -> bool:
    """Tell whether a Map state's items are processed in executions of their own; its items may be an object's, too.

    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
    """
    processor = state.get("ItemProcessor", state.get("Iterator"))
    config = processor.get("ProcessorConfig") if isinstance(processor, dict) else None
    return isinstance(config, dict) and config.get("Mode") == "DISTRIBUTED"
