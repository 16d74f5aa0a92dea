"""M07 E2, repair: a definition with six faults, to be mended so that it does what is written about it.

Decided:

* The three parts on structure look at one kind of fault each, whatever else is still wrong: so half a repair earns half.
  What AWS itself says of the definition stands in the report of the last part.
* Each of them asks for all seven states with their types: a fault is not mended by deleting the state it is in.
* What a claim goes through is judged by the states visited, whose names are given; how that is written is not.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Part, hidden
from grader.checks.machines import State, document, machine, played, states_of

from . import slips, ways
from .given_claim import broken

DEFINITION = "repaired"
# How long states keep a claim.
HOURS = {"Ask police": 24, "Expert": 48}

Claim = dict[str, Any]


def claims(_: Bench) -> list[Claim]:
    """Claims on both sides of both amounts, of both kinds."""
    looks = [
        ("accident", 120),
        ("accident", 500),
        ("accident", 800),
        ("accident", 9000),
        ("theft", 120),
        ("theft", 9000),
    ]
    return [
        {"claimId": f"CL-{number}", "kind": kind, "damage": damage}
        for number, (kind, damage) in enumerate(looks, 1)
    ]


@hidden
def more_claims(_: Bench, rng: random.Random) -> list[Claim]:
    """The boundary of the large amount, just above both, and a theft in between."""
    looks = [
        ("accident", 5000),
        ("accident", 5000 + rng.randint(1, 99) / 100),
        ("accident", 500 + rng.randint(1, 99) / 100),
        ("theft", rng.randint(501, 5000)),
    ]
    return [
        {"claimId": f"CL-{number}", "kind": kind, "damage": damage}
        for number, (kind, damage) in enumerate(looks, 7)
    ]


def way(claim: Claim) -> list[str]:
    """Return the states that a claim goes through."""
    police = ["Ask police"] if claim["kind"] == "theft" else []
    expert = ["Expert"] if claim["damage"] > 5000 else []
    clerk = ["Clerk"] if claim["damage"] > 500 else []
    return ["Register", "Kind?", *police, "Amount?", *expert, *clerk, "Pay"]


def every_name_exists(found: Any) -> Iterator[Finding]:
    """Find a name that leads to no state, StartAt included."""
    if not isinstance(found.get("StartAt"), str):
        yield Finding("the definition", None, "no StartAt", "StartAt, with the name of the first state")
    for where, target, names in ways.targets(found):
        if target not in names:
            yield Finding(
                where,
                None,
                f"it leads to {target!r}, and there is no such state",
                "the name of a state, letter by letter",
            )


def every_state_goes_on_or_ends(found: Any) -> Iterator[Finding]:
    """Find a state that says both Next and End, or neither, or one where its type has none."""
    for state in states_of(found):
        said = sorted({"Next", "End"} & state.fields.keys())
        if state.type in slips.LEADS_NOWHERE:
            if said:
                yield Finding(
                    _at(state),
                    None,
                    f"a {state.type} with {said[0]}",
                    f"a {state.type} has neither Next nor End",
                )
        elif len(said) != 1:
            got = "both Next and End" if said else "neither Next nor End"
            yield Finding(_at(state), None, got, "one of them: it goes on, or it ends")


def every_state_is_reached(found: Any) -> Iterator[Finding]:
    """Find a state to which no way leads from the start; and that no way ends."""
    reached = ways.reached(found)
    for state in states_of(found):
        if state.name not in reached:
            yield Finding(_at(state), None, "no way leads to it from the start", "some claims go through it")
    ends = [
        each
        for each in states_of(found)
        if each.fields.get("End") is True or each.type in ("Succeed", "Fail")
    ]
    if not ends:
        yield Finding("the definition", None, "no state ends the execution", "at least one does")


def handles_claims_as_described(bench: Bench) -> Iterator[Finding]:
    """Find a claim that goes another way than described, waits for another time, or does not end well."""
    for number, claim in enumerate([*claims(bench), *more_claims(bench)], start=1):
        bench.count()
        story = played(machine(bench, DEFINITION), claim)
        got = {"states": list(story.path), "hours": _hours(story.seconds), "ends": story.status}
        expected = {
            "states": way(claim),
            "hours": sum(HOURS.get(name, 0) for name in way(claim)),
            "ends": "SUCCEEDED",
        }
        if got != expected:
            yield Finding(f"claim {number}", claim, got, expected, number, run=story.drawn())


def _hours(seconds: float) -> float:
    """Return hours as they would be written: 24, not 24.0."""
    hours = seconds / 3600
    return int(hours) if hours.is_integer() else hours


def looks_at(look: Callable[[Any], Iterator[Finding]]) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check of a kind of fault; the seven states have to be there."""

    def check(bench: Bench) -> Iterator[Finding]:
        bench.answer(DEFINITION)
        found = document(bench, DEFINITION)
        if not isinstance(found, dict):
            machine(bench, DEFINITION)  # says what it is instead
        here = {state.name: state.type for state in states_of(found)}
        gone = [name for name, fields in broken["States"].items() if here.get(name) != fields["Type"]]
        if gone:
            yield Finding(
                "the states", None, {"missing, or of another type": gone}, "all seven, as they were given"
            )
            return
        yield from look(found)

    return check


def _at(state: State) -> str:
    return f"state {state.name!r}"


EXERCISE = Exercise(
    id="m07.e2",
    title="Repair",
    lesson="D2",
    deliver=(DEFINITION,),
    parts=(
        Part("There is a start, and every name leads to a state", 2, "S", looks_at(every_name_exists)),
        Part(
            "Every state goes on or ends, and none says both", 2, "S", looks_at(every_state_goes_on_or_ends)
        ),
        Part("Every state can be reached, and there is an end", 2, "S", looks_at(every_state_is_reached)),
        Part("AWS accepts it, and claims are handled as described", 4, "B", handles_claims_as_described),
    ),
    misconceptions=slips.of_writing(DEFINITION),
    hints=(
        (
            "Draw it: seven boxes, and an arrow for each Next, Default and rule. Where does it begin? Which arrow ends in the air? "
            "To which box does none lead? From which does none lead away?"
        ),
        (
            "Every state but Choice, Succeed and Fail says either where to go on or that it is the last, never both and never "
            "neither. A Choice says it in its rules and its Default. Steps D2 and D4 of the lesson. What AWS says is a list that "
            "grows shorter: mend, look again, go on. It says what is wrong, not what was meant: that stands in the text."
        ),
        (
            '"StartAt": "<name>" stands beside "States". A name stands everywhere as it does in States: "Next": "<name>", '
            '"Default": "<name>". The last state has "End": true. Where a state is not reached, some rule has to lead to it: look '
            "at the rule whose condition belongs to it."
        ),
        (
            "A neighbour: of these states, C is never reached, B says two things, and A leads nowhere.\n"
            "```json\n"
            '"A": {"Type": "Pass", "Next": "b"}, "B": {"Type": "Pass", "Next": "C", "End": true}, "C": {"Type": "Pass", "End": true}\n'
            "```\n"
            "If the text says that C follows B, it is\n"
            "```json\n"
            '"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Pass", "End": true}\n'
            "```"
        ),
    ),
)
