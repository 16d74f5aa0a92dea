"""M08 E3, without functions: five small functions, done by intrinsic functions (or by JSONata's).

Each of the five values is judged by itself, in the output of one machine. Decided:

* The functions are gone: a Task that calls one fails, so the given machine earns nothing.
* The output may hold more than the five values.
* A list has at least one entry: of an empty one the two query languages make different things.
* The id has to be a UUID of version 4 that is nobody's name: the execution's own is chosen by whoever starts it.
"""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from course.asl.json_text import compact
from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same
from grader.checks.machines import Ending, Story, differences, document, machine, played, refusals, states_of

from .misconceptions import mark_missing, mark_on_a_fixed_value
from .services import told, within
from .templates import leaves, templates_of

SEPARATORS = ("---", "***", "+++", "~~~", "===")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Row:
    """One input, and the values that come out; the id is nobody's to foretell."""

    given: dict[str, Any]
    wanted: dict[str, Any]


def variant(rng: random.Random) -> dict[str, Any]:
    """What stands between the name and the policy, and how long a batch is."""
    return {"separator": rng.choice(SEPARATORS), "size": rng.randint(4, 12)}


def rows(bench: Bench) -> list[Row]:
    """A batch and a bit, one batch with a difficult name, and a single payment."""
    size = bench.variant["size"]
    return [
        row(
            bench,
            "Ada Byron",
            size + 3,
            {"channel": "app", "reminder": {"days": 3}},
            {"tripId": "T-9", "km": 12.5},
        ),
        row(
            bench,
            "Siobhán O'Hara {Ltd}",
            size,
            {},
            {"stops": [{"at": "08:15"}, {"at": "09:40"}], "safe": True},
        ),
        row(bench, "Li", 1, {"colour": "blue"}, []),
        *more_rows(bench),
    ]


@hidden
def more_rows(bench: Bench, rng: random.Random) -> list[Row]:
    """Two whole batches, some batches and one more, and any number."""
    size, km = bench.variant["size"], rng.randint(1, 999)
    return [
        row(
            bench,
            rng.choice(("Mia 'M' Roth", 'Juan "J" Gil')),
            2 * size,
            {"language": "de", "beta": None},
            {"km": km},
        ),
        row(
            bench,
            f"Customer {rng.randint(10, 99)}",
            rng.randint(2, 4) * size + 1,
            {"reminder": rng.choice((7, 21))},
            km,
        ),
        row(
            bench,
            "Ida",
            rng.randint(2, 40),
            {"channel": "phone", "reminder": {"by": "sms"}},
            {"nested": {"km": [km]}},
        ),
    ]


def row(bench: Bench, name: str, count: int, choices: dict[str, Any], report: Any) -> Row:
    """One input, and what the five functions made of it."""
    separator, size = bench.variant["separator"], bench.variant["size"]
    payments = [f"PAY-{number:06}" for number in range(101, 101 + count)]
    defaults = {"language": "en", "channel": "web", "reminder": {"days": 14, "by": "mail"}}
    given = {
        "name": name,
        "policyId": f"POL-{1000 + count}",
        "payments": payments,
        "defaults": defaults,
        "choices": choices,
        "tripReport": json.dumps(report),
    }
    wanted = {
        "greeting": f"Dear {name} {separator} {given['policyId']}",
        "batches": [payments[at : at + size] for at in range(0, count, size)],
        "settings": defaults | choices,
        "trip": report,
    }
    return Row(given, wanted)


def plays(bench: Bench) -> list[tuple[Row, Story]]:
    """Every row with its execution; nobody answers a Task."""
    bench.answer("without_functions")  # where it is known not to work, one finding says so
    return bench.once(_plays)


def _plays(bench: Bench) -> list[tuple[Row, Story]]:
    found = machine(bench, "without_functions")
    return [(each, played(found, each.given)) for each in rows(bench)]


def value(key: str) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that the output has the right value under a key."""

    def check(bench: Bench) -> Iterator[Finding]:
        for number, (each, story) in enumerate(plays(bench), start=1):
            bench.count()
            failed = list(differences(story, Ending(), f"input {number}", row=number))
            yield from failed
            got = within(story.output, key)
            if not failed and not same(got, each.wanted[key]):
                where = f"input {number}, {key}"
                yield Finding(
                    where,
                    story.given,
                    told(got, each.wanted[key]),
                    each.wanted[key],
                    number,
                    run=story.drawn(),
                )

    return check


def new_id(bench: Bench) -> Iterator[Finding]:
    """The output has an id that was made in the execution."""
    written = compact(document(bench, "without_functions"))
    for number, (_, story) in enumerate(plays(bench), start=1):
        bench.count()
        failed = list(differences(story, Ending(), f"input {number}", row=number))
        yield from failed
        got, known = within(story.output, "noticeId"), f"{written} {story.execution.identity.arn}"
        if failed or (isinstance(got, str) and UUID.fullmatch(got) and got not in known):
            continue
        told = f"{got}, which was there before" if isinstance(got, str) and got in known else got
        yield Finding(f"input {number}, noticeId", story.given, told, "a new UUID of version 4", number)


def no_task(bench: Bench) -> Iterator[Finding]:
    """No state calls anything, in a machine that does at least one of the five things."""
    bench.count()
    tasks = [state for state in states_of(document(bench, "without_functions")) if state.type == "Task"]
    for state in tasks:
        calls = f"a Task that calls {state.fields.get('Resource')}"
        yield Finding(f"state {state.name}", None, calls, "no state calls anything")
    every = plays(bench)
    given, output = every[0][0].given, every[0][1].output
    if not tasks and not any(_done(every, key) for key in every[0][0].wanted):
        yield Finding("the output", given, output, "no Task, and at least one of the values is right")


def _done(every: list[tuple[Row, Story]], key: str) -> bool:
    return all(same(within(story.output, key), each.wanted[key]) for each, story in every)


def _templates(bench: Bench) -> list[Any]:
    return templates_of(list(states_of(document(bench, "without_functions"))))


def _quotes_or_plus(bench: Bench) -> bool:
    """Whether AWS refuses an intrinsic function in which double quotes or a plus stand outside of single quotes."""
    computed = [
        value for template in _templates(bench) for key, value in leaves(template) if key.endswith(".$")
    ]
    bare = [re.sub(r"'(?:\\.|[^'\\])*'", "", each) for each in computed if isinstance(each, str)]
    return any('"' in each or "+" in each for each in bare) and bool(refusals(bench, "without_functions"))


EXERCISE = Exercise(
    id="m08.e3",
    title="Without functions",
    lesson="D3",
    deliver=("without_functions",),
    variant=variant,
    parts=(
        Part("greeting joins name, your separator and policy", 2, "BV", value("greeting")),
        Part("batches holds the payments in lists of your size", 2, "BV", value("batches")),
        Part("noticeId is a new UUID", 1, "B", new_id),
        Part("settings are the defaults, with the customer's choices over them", 2, "B", value("settings")),
        Part("trip is the report as data", 1, "B", value("trip")),
        Part("No state calls a function or anything else", 2, "N", no_task),
    ),
    misconceptions=(
        Misconception(
            "K08.6",
            "double quotes or plus inside an intrinsic",
            _quotes_or_plus,
            "Text inside an intrinsic takes single quotes, and joining is a function.",
            about="an intrinsic function that AWS refuses",
        ),
        mark_on_a_fixed_value(_templates),
        mark_missing(_templates),
    ),
    hints=(
        (
            "Which of the five functions decides anything, waits for anything or knows anything that does not stand in its "
            "input? What does it cost, in money and in time, to ask somebody else to put two texts together?"
        ),
        (
            "The States Language has functions of its own, which a state applies on its way, without calling anybody: for text, "
            "lists, objects, JSON and chance. A state that does nothing but that is a Pass. Lesson step D3 lets you try each."
        ),
        (
            'A key ending in .$ may hold a function instead of a path: {"hello.$": "States.Format(\'Hi {}\', $.name)"}. Look at '
            "States.Format, States.ArrayPartition, States.UUID, States.JsonMerge (its third argument is false) and "
            "States.StringToJson. In JSONata: &, $partition, $uuid, $merge and $parse, each in {% ... %}."
        ),
        (
            'A neighbour: a telematics state makes a label, a number of stops and a reading out of {"car": "B-1", '
            '"stops": [...], "raw": "[7, 9]"}:\n'
            "```json\n"
            '{"Type": "Pass", "Parameters": {"label.$": "States.Format(\'car {} today\', $.car)", '
            '"count.$": "States.ArrayLength($.stops)", "reading.$": "States.StringToJson($.raw)"}, "End": true}\n'
            "```"
        ),
    ),
)  # fmt: skip
