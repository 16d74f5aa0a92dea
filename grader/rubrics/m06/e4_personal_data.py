"""M06 E4, personal data apart: events with an address go to a bus of their own, and tell the central bus no more than they may.

Judged by what is on the two buses in the end, the central one looked through to its last leaf. Decided:

* A bus as a target gets the event as it is, whatever input is asked for. So the reduced copy goes by way of a forwarder, whose
  queue the rules reach and which puts what it is handed onto the central bus; here the examiner does its work.
* How many rules there are is free; an event that is on a bus twice is one too many.
* A field is personal by its name, wherever it stands; nothing else of a payment is, as the task says.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, drained, hidden, same
from grader.rubrics.insurer import ACCOUNT, fact, prefix

from .buses import SOURCE, new_bus, new_queue, put, recorded
from .rules import Rule, rules_of, scalar_leaf, spelled_wrong, why_not

PERSONAL = ("email", "phone")
KINDS = ("PaymentMade", "PaymentDeclined", "PaymentRefunded")
ROLE = f"arn:aws:iam::{ACCOUNT}:role/puts-events"  # the lab asks nobody for it
FORWARDER = "forwarder-q"
KEPT = ("currency", "channel", "period", "policyId")
VISIBLE = 20


@dataclass
class Played:
    """What the learner's rules made of the events: on which bus each came to be, and what the forwarder was handed.

    `on_pii` and `whole` count events by their place in the table, `reduced` has what the forwarder was handed.
    """

    events: list[dict[str, Any]]
    rules: list[Rule] = field(default_factory=list)
    arns: dict[str, str] = field(default_factory=dict)
    on_pii: Counter[int] = field(default_factory=Counter)
    whole: Counter[int] = field(default_factory=Counter)
    reduced: list[Any] = field(default_factory=list)
    central: list[Any] = field(default_factory=list)


def variant(rng: random.Random) -> dict[str, Any]:
    """What a reduced copy keeps beside the payment's id, and what the two buses are called."""
    one, other = rng.sample(KEPT, 2)
    name = prefix(rng)
    return {
        "pii_bus": f"{name}-pii-bus",
        "central_bus": f"{name}-central-bus",
        "kept": ["paymentId", "amount", one, other],
    }


def table(bench: Bench) -> list[dict[str, Any]]:
    """The events: with both fields, one or none of them, of several types, and some of another source."""
    rng = random.Random(f"{bench.variant}")
    fields = [*([("email",)] * 5), *([("phone",)] * 4), *([PERSONAL] * 3), *([()] * 8)]
    events = [made(rng, number, each) for number, each in enumerate(fields, start=1)]
    for place in (4, 11, VISIBLE - 1):
        events[place] |= {"source": "insurance.claims"}
    return [*events, *more_events(bench)]


@hidden
def more_events(bench: Bench, rng: random.Random) -> list[dict[str, Any]]:  # noqa: ARG001  (a hidden function's signature)
    """More of each kind, in any order."""
    fields = [("email",), ("phone",), PERSONAL, (), (), ("phone", "email")]
    return [made(rng, number, each) for number, each in enumerate(rng.sample(fields, 6), start=VISIBLE + 1)]


def made(rng: random.Random, number: int, fields: tuple[str, ...]) -> dict[str, Any]:
    """Draw an event of payments with these personal fields."""
    personal = {
        "email": f"{rng.choice(('ada', 'kim', 'noa'))}{number}@example.com",
        "phone": f"+49 30 {rng.randint(100_000, 999_999)}",
    }
    detail = fact(rng, number, **{name: personal[name] for name in fields})
    return {"source": SOURCE, "detail-type": rng.choice(KINDS), "detail": detail}


def is_ours(event: dict[str, Any]) -> bool:
    """Tell whether an event is one of payments."""
    return bool(event["source"] == SOURCE)


def is_personal(event: dict[str, Any]) -> bool:
    """Tell whether an event of payments has personal data."""
    return is_ours(event) and any(name in event["detail"] for name in PERSONAL)


def played(bench: Bench) -> Played:
    """Let the answer make its rules, put the events, and be the forwarder."""
    with bench.account() as account:
        names = bench.variant["pii_bus"], bench.variant["central_bus"]
        arns = dict(zip(("pii", "central"), (new_bus(account, name) for name in names), strict=True))
        arns["forwarder"] = new_queue(account, FORWARDER)
        on_pii, on_central = (recorded(account, name) for name in names)
        bench.answer("keep_apart")(account.client("events"), {**arns, "role": ROLE})
        found = Played(table(bench), rules_of(account), arns)
        ids = put(account, found.events)
        place = {event_id: number for number, event_id in enumerate(ids)}
        account.settle()
        found.on_pii = Counter(place.get(event["id"], -1) for event in on_pii())
        found.whole = Counter(place.get(event["id"], -1) for event in on_central())
        found.reduced = drained(account, FORWARDER)
        found.central = [*(event["detail"] for event in on_central()), *found.reduced]
        return found


def _played(bench: Bench) -> Played:
    bench.answer("keep_apart")  # where it does not run at all, one finding says so
    return bench.once(played)


def personal_apart(bench: Bench) -> Iterator[Finding]:
    """Each event of payments with personal data is on its bus, once, and none without is."""
    found = _played(bench)
    for place, event in enumerate(found.events):
        if is_ours(event):
            bench.count()
            yield from _at(
                found, found.on_pii, place, "pii", bench.variant["pii_bus"], int(is_personal(event))
            )


def others_whole(bench: Bench) -> Iterator[Finding]:
    """Each event of payments without personal data is on the central bus as it is, once."""
    found = _played(bench)
    for place, event in enumerate(found.events):
        if is_ours(event) and not is_personal(event):
            bench.count()
            yield from _at(found, found.whole, place, "central", bench.variant["central_bus"], 1)


def reduced(bench: Bench) -> Iterator[Finding]:
    """Of each event of payments with personal data the forwarder is handed the fields to keep, once; of no other anything."""
    found, kept = _played(bench), bench.variant["kept"]
    for event in filter(is_ours, found.events):
        bench.count()
        payment = event["detail"]["paymentId"]
        got = [copy for copy in found.reduced if payment in str(copy)]
        wanted = [{name: event["detail"][name] for name in kept}] if is_personal(event) else []
        if not same(got, wanted):
            expected = wanted[0] if wanted else "nothing: it has neither email nor phone"
            handed = got[0] if len(got) == 1 else _copies(len(got))
            yield Finding(f"what the forwarder is handed of {payment}", _looks(event), handed, expected)


def others_out(bench: Bench) -> Iterator[Finding]:
    """Events of other sources go nowhere, where those of payments go somewhere."""
    found = _played(bench)
    if not (found.on_pii or found.central):
        yield Finding("both buses", None, "there is nothing on them", "events of payments, and no others")
    for place, event in enumerate(found.events):
        if not is_ours(event):
            bench.count()
            yield from _at(found, found.on_pii, place, "pii", bench.variant["pii_bus"], 0)
            yield from _at(found, found.whole, place, "central", bench.variant["central_bus"], 0)
            if copies := [copy for copy in found.reduced if event["detail"]["paymentId"] in str(copy)]:
                yield Finding(
                    "what the forwarder is handed", _looks(event), copies[0], "nothing of other sources"
                )


def nothing_personal(bench: Bench) -> Iterator[Finding]:
    """Nothing on the central bus has a personal field, and events with such are told there."""
    found = _played(bench)
    bench.count(len(found.central))
    if not found.reduced:
        name = bench.variant["central_bus"]
        yield Finding(f"bus {name}", None, "nothing of events with email or phone", "a reduced copy of each")
    for content in found.central:
        for name, value in _personal_in(content):
            yield Finding(
                f"bus {bench.variant['central_bus']}",
                content,
                {name: value},
                f"no {' and no '.join(PERSONAL)}",
            )


def _personal_in(content: Any) -> Iterator[tuple[str, Any]]:
    """Yield each personal field inside of plain data, or text that gives one away."""
    if isinstance(content, dict):
        for name, value in content.items():
            if name in PERSONAL:
                yield name, value
            else:
                yield from _personal_in(value)
    elif isinstance(content, list):
        for each in content:
            yield from _personal_in(each)
    elif isinstance(content, str) and ("@example.com" in content or "+49 30 " in content):
        yield "a text", content


def _at(
    found: Played, there: Counter[int], place: int, target: str, bus: str, expected: int
) -> Iterator[Finding]:
    """Find an event that is on a bus more or less often than it should be."""
    times, event = there[place], found.events[place]
    if times != expected:
        got = _times(times) if times else f"not there; {why_not(found.rules, found.arns[target], event)}"
        yield Finding(f"bus {bus}, event {place + 1}", _looks(event), got, _times(expected), place + 1)


def _copies(number: int) -> str:
    return "1 copy" if number == 1 else f"{number} copies"


def _times(number: int) -> str:
    return {0: "not there", 1: "there once"}.get(number, f"there {number} times")


def _looks(event: dict[str, Any]) -> dict[str, Any]:
    detail = {name: event["detail"][name] for name in ("paymentId", *PERSONAL) if name in event["detail"]}
    return {**event, "detail": {**detail, "...": "..."}}


def _on_another_bus(bench: Bench) -> bool:
    """Whether there are rules, and none on the bus on which the events arrive."""
    rules = _played(bench).rules
    return bool(rules) and all(rule.bus != "default" for rule in rules)


EXERCISE = Exercise(
    id="m06.e4",
    title="Keep personal data apart",
    lesson="D6",
    deliver=("keep_apart",),
    variant=variant,
    parts=(
        Part(
            "Events with email or phone are on the bus for personal data, and no others",
            2,
            "B",
            personal_apart,
        ),
        Part("Events of payments without them are on the central bus, as they are", 1, "B", others_whole),
        Part(
            "The forwarder is handed a copy of each event with email or phone, with nothing but the fields to keep",
            2,
            "B",
            reduced,
            "D5",
        ),
        Part("Events of other sources reach neither bus", 1, "B", others_out),
        Part("The central bus hears of all, and has no personal field", 4, "X", nothing_personal),
    ),
    misconceptions=(
        Misconception(
            "K06.1",
            "a value instead of a list in a pattern",
            lambda bench: scalar_leaf(bench.answers["keep_apart"], lambda: _played(bench).rules),
            "Every leaf of a pattern is a list of accepted values.",
            about="the patterns",
        ),
        Misconception(
            "K06.8",
            "rule on the wrong bus",
            _on_another_bus,
            "A rule sees only its own bus. On which one do these events arrive?",
            about="the bus of your rules",
        ),
        Misconception(
            "K06.2",
            "detail_type or DetailType in a pattern",
            lambda bench: spelled_wrong(_played(bench).rules),
            "The API call and the event spell this name differently. Look at the event.",
            about="the names in your patterns",
        ),
    ),
    hints=(
        (
            "Sort four events on paper: one with an email, one with a phone, one with both, one with neither. On which bus should "
            "each be, in which form, how often? Which sentence about email and phone is true of the first three, and of the last?"
        ),
        (
            "Fields in a pattern are joined by and; for alternatives between fields there is an operator of its own. Of what is "
            "not there, a pattern can say just that. What a target that is no bus receives is made by its input transformer, out "
            "of the fields that you name: so nothing can come along that you did not think of. Lesson steps D2, D5 and D6."
        ),
        (
            '`"$or": [{...}, {...}]` stands in a pattern in place of a field, inside of "detail" here. {"exists": true} and '
            '{"exists": false} say whether a field is there. A rule may have two targets. "InputTransformer": {"InputPathsMap": '
            '{"<name>": "$.detail.<field>"}, "InputTemplate": "..."}: in the template, <name> without quotes is the JSON value.'
        ),
        (
            "A neighbour: trips that name a driver or a passenger go to claims, whole, and to statistics without names.\n"
            "```python\n"
            'either = {"$or": [{"driver": [{"exists": True}]}, {"passenger": [{"exists": True}]}]}\n'
            'events.put_rule(Name="named", EventPattern=json.dumps({"source": ["telematics"], "detail": either}))\n'
            'transformer = {"InputPathsMap": {"trip": "$.detail.tripId", "km": "$.detail.km"},\n'
            '    "InputTemplate": \'{"tripId": <trip>, "km": <km>}\'}\n'
            'events.put_targets(Rule="named", Targets=[{"Id": "claims", "Arn": claims_arn},\n'
            '    {"Id": "statistics", "Arn": statistics_arn, "InputTransformer": transformer}])\n'
            "```"
        ),
    ),
)
