"""Requests for a higher credit limit, what is right to do with each, and the manager who looks at some of them."""

from dataclasses import dataclass, replace
from typing import Any, Final

from course.asl import StateMachine, StatesError
from grader.checks import Bench
from grader.checks.machines import Ending, Story, Told, machine, played

__all__ = [
    "DEFINITION",
    "MISSING",
    "Request",
    "decidable",
    "play",
    "played_with",
    "right",
    "told",
    "undecidable",
]

DEFINITION = "credit_limit"
TURNED_AWAY = "IncompleteRequest"
MISSING: Final = "<missing>"

# Number, requested, preapproved, what is special about it.
DECIDABLE: tuple[tuple[Any, ...], ...] = (
    (1, 500, 1000, "less than preapproved"),
    (2, 1500, 1000, "more than preapproved"),
    (3, 1000, 1000, "requested equal to preapproved"),
    (4, 1000.01, 1000, "a cent more than preapproved"),
    (5, 0, 1000, "nothing requested"),
)
UNDECIDABLE: tuple[tuple[Any, ...], ...] = (
    (6, MISSING, 1000, "requested is missing"),
    (7, 500, MISSING, "preapproved is missing"),
    (8, "900", 1000, "requested is a text"),
    (9, None, 1000, "requested is null"),
    (10, 500, 1000, "customerId is missing", MISSING),
)


@dataclass(frozen=True)
class Request:
    """One request: its number in the table, both amounts, what is special about it."""

    number: int
    requested: Any
    preapproved: Any
    words: str
    customer: str = "C-77"

    @property
    def where(self) -> str:
        """What a finding calls it."""
        return f"request {self.number}, {self.words}"

    @property
    def reviewed(self) -> bool:
        """Whether the manager has to look at it; it must be one that can be decided."""
        return bool(self.requested > self.preapproved)

    def given(self, bench: Bench) -> dict[str, Any]:
        """Return it as the workflow's input, under the names of this learner's fields."""
        values = (self.customer, self.requested, self.preapproved)
        return {
            name: value for name, value in zip(_fields(bench), values, strict=True) if value is not MISSING
        }


def decidable(_: Bench) -> list[Request]:
    """Requests that are approved or reviewed."""
    return [Request(*row) for row in DECIDABLE]


def undecidable(_: Bench) -> list[Request]:
    """Requests that have to be turned away."""
    return [Request(*row) for row in UNDECIDABLE]


def told(bench: Bench, request: Request) -> Told:
    """Return how a request that can be decided should end, as far as it is decided: `customerId` is left out."""
    called = [(bench.variant["function"], request.given(bench))] if request.reviewed else []
    return Told(
        request.given(bench), Ending(output=_decision(request), called=called), request.where, request.number
    )


def right(bench: Bench, request: Request, story: Story) -> bool:
    """Tell whether a request that can be decided was approved, or reviewed, and rightly so."""
    output = story.output if isinstance(story.output, dict) else {}
    called = (bench.variant["function"],) if request.reviewed else ()
    return (
        story.status == "SUCCEEDED"
        and story.called == called
        and output.get("decision") == _decision(request)["decision"]
    )


def play(bench: Bench, given: Any) -> Story:
    """Play the delivered definition, with the manager at hand."""
    return played_with(bench, machine(bench, DEFINITION), given)


def played_with(bench: Bench, definition: StateMachine, given: Any) -> Story:
    """Play any definition. Of what the manager is sent, the story tells those fields that the manager asks for."""
    fields = _fields(bench)

    def review(payload: Any) -> dict[str, Any]:
        missing = [name for name in fields if not isinstance(payload, dict) or name not in payload]
        if missing:
            raise StatesError("KeyError", f"'{missing[0]}'")
        customer, requested, preapproved = (payload[name] for name in fields)
        if not (_is_number(requested) and _is_number(preapproved)):
            raise StatesError("TypeError", "an amount is not a number")
        return {"customerId": customer, "decision": "REVIEWED", "limit": _granted(requested, preapproved)}

    story = played(definition, given, {bench.variant["function"]: review})
    calls = (replace(each, payload=_asked_for(each.payload, fields)) for each in story.calls)
    return replace(story, calls=tuple(calls))


def _decision(request: Request) -> dict[str, Any]:
    if request.reviewed:
        return {"decision": "REVIEWED", "limit": _granted(request.requested, request.preapproved)}
    return {"decision": "APPROVED", "limit": request.requested}


def _fields(bench: Bench) -> tuple[str, str, str]:
    return ("customerId", bench.variant["requested"], bench.variant["preapproved"])


def _asked_for(payload: Any, fields: tuple[str, ...]) -> Any:
    if not isinstance(payload, dict):
        return payload
    return {name: payload[name] for name in fields if name in payload}


def _granted(requested: float, preapproved: float) -> float:
    """Return what the manager grants: neither of the two amounts, so that nobody else can have said it."""
    granted = round(preapproved + (requested - preapproved) / 4, 2)
    return int(granted) if granted == int(granted) else granted


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
