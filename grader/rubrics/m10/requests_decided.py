"""What becomes of the requests of M10 E3: of those that are decided, once or twice or too late, and of one that nobody decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from course.asl import StateMachine
from grader.checks import Bench, Finding, same
from grader.checks.machines import Story

from .inbox import APPROVED, HOUR, REJECTED, STILL_WAITS, Decision, Inbox

__all__ = [
    "A_MOMENT",
    "Decided",
    "Seen",
    "Waited",
    "agrees",
    "answer",
    "decide_all",
    "decision_in",
    "end",
    "otherwise",
    "wait_out",
    "why",
]

# Calls of a table take their time: seconds within which something is on time.
A_MOMENT = 10.0


@dataclass(frozen=True)
class Seen:
    """What became of one request: the decisions made about it, how it ended, and how another one stood beside it then."""

    words: str
    story: Story
    decisions: list[Decision]
    other: str = "still waits"


@dataclass(frozen=True)
class Decided:
    """All that was decided: in time, twice, after the end, about no request at all, and while Step Functions refuses calls.

    `again` is the request of the refused call, about which the same was decided once more.
    """

    once: list[Seen]
    twice: list[Seen]
    late: Decision
    unknown: Decision
    refused: Decision
    again: Seen


@dataclass
class Waited:
    """Requests that nobody decided: small ones with their items, and a large one.

    Of that, `item` is what stood in the table at first, `asked` who was asked at which time, beside who should be.
    `unwritten` is one that the table refused.
    """

    small: list[tuple[Seen, dict[str, Any]]] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)
    item: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    story: Story | None = None
    unwritten: Story | None = None


def decide_all(bench: Bench, machine: StateMachine, decisions: Iterable[tuple[str, float, float]]) -> Decided:
    """Let these decisions be made in one account: what, after how many hours, about which sum."""
    nobody = bench.variant["rejected_after_hours"]
    with bench.account() as account:
        inbox = Inbox(bench, account, machine)
        once = [
            _decided(inbox, f"REQ-1{number:02}", decision, hours, requested)
            for number, (decision, hours, requested) in enumerate(decisions, start=1)
        ]
        orders = [(APPROVED, REJECTED), (REJECTED, APPROVED)]
        twice = [_twice(inbox, f"REQ-3{number:02}", *pair) for number, pair in enumerate(orders, start=1)]
        unknown = inbox.decide("REQ-999", APPROVED)
        request = inbox.begin("REQ-501", 3000)
        with account.faults.fail("stepfunctions", error="AccessDeniedException", status=400):
            refused = inbox.decide("REQ-501", REJECTED)
        made = [inbox.decide("REQ-501", REJECTED)]
        again = Seen("Step Functions refused the call, and the same is decided again", request.ended(), made)
        over = inbox.begin("REQ-401", 2000)
        over.under_way.until(nobody * HOUR + A_MOMENT)
        over.ended()
        return Decided(once, twice, inbox.decide("REQ-401", APPROVED), unknown, refused, again)


def wait_out(bench: Bench, machine: StateMachine, sums: Iterable[float]) -> Waited:
    """Let requests of these sums end by themselves, and let a large one wait; look who is asked meanwhile."""
    waited = Waited()
    director, nobody = bench.variant["director_after_hours"], bench.variant["rejected_after_hours"]
    with bench.account() as account:
        inbox = Inbox(bench, account, machine)
        for number, requested in enumerate(sums, start=1):
            name, words = f"REQ-2{number:02}", f"{requested} requested, 1000 preapproved"
            story = inbox.begin(name, requested).ended()
            waited.small.append((Seen(words, story, []), inbox.item(name)))
        with account.faults.fail("dynamodb", error="AccessDeniedException", status=400):
            waited.unwritten = inbox.begin("REQ-403", 2000).ended()
        request = inbox.begin("REQ-402", 2000)
        waited.given, waited.item = request.given, inbox.item("REQ-402")
        for hours, seconds, who in (
            (0, A_MOMENT, "manager"),
            (director, -A_MOMENT, "manager"),
            (director, A_MOMENT, "director"),
            (nobody, -A_MOMENT, "director"),
        ):
            request.under_way.until(hours * HOUR + seconds)
            when = f"{'just before' if seconds < 0 else 'just after'} {hours} hours"
            waited.asked.append((when, who, inbox.item("REQ-402").get("asked", "there is no such field")))
        request.under_way.until(2 * nobody * HOUR)
        waited.story = request.ended()
    return waited


def answer(story: Story, decision: str) -> dict[str, Any]:
    """Return the output that a request should have."""
    limit = story.given["requested" if decision == APPROVED else "preapproved"]
    names = ("requestId", "customerId")
    return {name: story.given[name] for name in names} | {"decision": decision, "limit": limit}


def end(story: Story) -> str:
    """Return in words how a request ended."""
    if story.error == STILL_WAITS:
        return "still waits"
    if story.status == "SUCCEEDED":
        return "succeeded"
    return f"{story.status.lower().replace('_', ' ')}{f' with {story.error}' if story.error else ''}"


def why(story: Story) -> dict[str, str]:
    """Return the cause of a request's failure, for a reader; nothing where it did not fail, or was not waited for."""
    return {"because": story.cause} if story.cause and story.error != STILL_WAITS else {}


def otherwise(seen: Seen, said: list[str], output: dict[str, Any]) -> Iterator[Finding]:
    """Find where the first decision is not the end, or where somebody was told something else."""
    raised = next((each.error for each in seen.decisions if each.error), None)
    words: Any = [each.returned for each in seen.decisions] if raised is None else raised.got
    told = {"decide": words, "ends": end(seen.story), "another request": seen.other}
    wanted = {"decide": said, "ends": "succeeded", "another request": "still waits"}
    if told != wanted or not agrees(seen.story.output, output):
        place = raised.finding().place if raised else None
        given = {"input": seen.story.given, "what happens": seen.words}
        ended = seen.story.output if len(output) > 1 else decision_in(seen.story.output)
        got = told | {"output": ended} | why(seen.story)
        expected = wanted | {"output": output}
        yield Finding("credit_limit and decide", given, got, expected, place=place, run=seen.story.drawn())


def agrees(output: Any, wanted: dict[str, Any]) -> bool:
    """Tell whether an output has these fields, and if they are more than the decision, no others."""
    return isinstance(output, dict) and same(output if len(wanted) > 1 else decision_in(output), wanted)


def decision_in(output: Any) -> Any:
    """Return of an output the decision alone, as far as there is one: to be compared with nothing else."""
    return {"decision": output["decision"]} if isinstance(output, dict) and "decision" in output else output


def _decided(inbox: Inbox, name: str, decision: str, hours: float, requested: float) -> Seen:
    request, other = inbox.begin(name, requested), inbox.begin(f"{name}-b", requested + 7)
    request.under_way.until(hours * HOUR)
    made = inbox.decide(name, decision)
    still = "still waits" if other.under_way.execution.status == "RUNNING" else "is over as well"
    other.ended()
    words = f"{requested:g} requested, and {decision} after {hours:g} hours; another request waits beside it"
    return Seen(words, request.ended(), [made], still)


def _twice(inbox: Inbox, name: str, first: str, second: str) -> Seen:
    request = inbox.begin(name, 1400)
    request.under_way.until(A_MOMENT)
    made = [inbox.decide(name, decision) for decision in (first, second)]
    return Seen(f"{first}, and a moment later {second}", request.ended(), made)
