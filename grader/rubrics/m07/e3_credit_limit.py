"""M07 E3, the credit limit: one definition that decides by comparing two fields of its input.

A definition is judged by what it does with a table of requests. Decided:

* Rows 1 to 5 and 11 tell whether it decides; rows 6 to 10, 12, 14 and 15 whether it turns away what cannot be decided.
  Who turns away everything has not told one from the other: the second part looks at rows 1 and 2 again.
* That two fields are compared, and no constant, is seen by moving the preapproved amount, row 13 among others: so it
  may be done in JSONPath, in JSONata, by arithmetic or over several states.
* What the answer looks like is a part of its own, so that a wrong name costs one point and not four.
* The manager's function fails, as a real one would, where it is not sent what it needs; what else it is sent is ignored.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from grader.checks import Bench, Check, Exercise, Finding, Misconception, Part, hidden
from grader.checks.machines import Ending, Story, Told, stories
from grader.rubrics.insurer import prefix

from . import credit_slips, slips
from .credit_requests import DEFINITION, TURNED_AWAY, Request, decidable, play, told, undecidable

REQUESTED = ("requested", "requestedLimit", "wanted", "wantedLimit", "newLimit")
PREAPPROVED = ("preapproved", "preapprovedLimit", "cleared", "clearedLimit", "oldLimit")

ANSWER = ["customerId", "decision", "limit"]


def variant(rng: random.Random) -> dict[str, Any]:
    """The names of the two amounts in the input, and of the manager's function."""
    return {
        "requested": rng.choice(REQUESTED),
        "preapproved": rng.choice(PREAPPROVED),
        "function": f"{prefix(rng)}-manager-review",
    }


@hidden
def more_decidable(_: Bench, rng: random.Random) -> list[Request]:
    """A large request of somebody to whom nothing is preapproved."""
    return [Request(11, rng.randint(500_000, 2_000_000), 0, "nothing preapproved")]


@hidden
def more_undecidable(_: Bench, rng: random.Random) -> list[Request]:
    """A negative amount, and values of other types."""
    return [
        Request(12, -rng.randint(1, 9), 1000, "requested is negative"),
        Request(14, rng.choice([True, False]), 1000, "requested is true or false"),
        Request(15, rng.randint(100, 900), str(rng.randint(1000, 2000)), "preapproved is a text"),
    ]


def elsewhere(bench: Bench) -> list[Request]:
    """Requests that any constant would decide wrongly: a small one to be reviewed, a large one to be approved."""
    small, large = bench.rng.randint(200, 700), bench.rng.randint(3000, 9000)
    return [
        Request(16, small, small - bench.rng.randint(1, 150), "a small amount, and less is preapproved"),
        Request(17, large, large + bench.rng.randint(1, 900), "a large amount, and more is preapproved"),
    ]


@hidden
def more_elsewhere(_: Bench, rng: random.Random) -> list[Request]:
    """Row 13 of the table, and both sides of another amount."""
    amount = rng.randint(1100, 9000)
    return [
        Request(
            13,
            99_999.99,
            rng.choice([rng.randint(2000, 9000), rng.randint(200_000, 900_000)]),
            "a very large amount",
        ),
        Request(18, amount, amount + 1, "one less than preapproved"),
        Request(19, amount + 0.5, amount, "half a unit more than preapproved"),
    ]


def decides(requests: Callable[[Bench], list[Request]], more: Callable[[Bench], list[Request]]) -> Check:
    """Make the check that these requests are decided rightly, with the right limit."""
    return stories(
        lambda bench: [told(bench, each) for each in requests(bench)],
        _decision,
        lambda bench: [told(bench, each) for each in more(bench)],
        name=DEFINITION,
    )


def turns_away_just_what_is_incomplete(bench: Bench) -> Iterator[Finding]:
    """Find complete requests that are turned away, and incomplete ones that are not."""
    for each in decidable(bench)[:2]:
        bench.count()
        story = play(bench, each.given(bench))
        if story.error == TURNED_AWAY:
            got, expected = {"ends": f"failed with {TURNED_AWAY}"}, {"ends": "otherwise: it is complete"}
            yield Finding(each.where, story.given, got, expected, each.number, run=story.drawn())
    yield from _turns_away(bench)


def answers_as_agreed(bench: Bench) -> Iterator[Finding]:
    """Find an answer that has not the three agreed fields, or is about another customer."""
    for request in decidable(bench)[:2]:
        each = replace(request, customer=f"C-{4710 + request.number}")
        bench.count()
        story = play(bench, each.given(bench))
        answer = story.output if isinstance(story.output, dict) else {}
        if sorted(answer) != ANSWER or answer["customerId"] != each.customer:
            got = story.output if story.status == "SUCCEEDED" else f"no output: failed with {story.error}"
            expected = f"the fields customerId ({each.customer} here), decision and limit, and no others"
            yield Finding(each.where, story.given, got, expected, each.number, run=story.drawn())


def _decision(bench: Bench, given: Any) -> Story:
    """Play a request, and keep of the output what was decided."""
    story = play(bench, given)
    if not isinstance(story.output, dict):
        return story
    return replace(story, output={name: story.output.get(name) for name in ("decision", "limit")})


_turns_away = stories(
    lambda bench: [_turned_away(bench, each) for each in undecidable(bench)],
    play,
    lambda bench: [_turned_away(bench, each) for each in more_undecidable(bench)],
    name=DEFINITION,
)


def _turned_away(bench: Bench, request: Request) -> Told:
    return Told(request.given(bench), Ending(error=TURNED_AWAY, called=[]), request.where, request.number)


EXERCISE = Exercise(
    id="m07.e3",
    title="Credit limit",
    lesson="D4",
    deliver=(DEFINITION,),
    variant=variant,
    parts=(
        Part(
            "Requests are approved or reviewed as the text says",
            4,
            "B",
            decides(decidable, more_decidable),
        ),
        Part(
            "What is incomplete, not numeric or negative ends in IncompleteRequest, and nothing else does",
            3,
            "B",
            turns_away_just_what_is_incomplete,
        ),
        Part(
            "The two amounts of the request are compared, whatever they are",
            2,
            "S",
            decides(elsewhere, more_elsewhere),
        ),
        Part("The answer has the agreed fields", 1, "V", answers_as_agreed, lesson="D3"),
    ),
    misconceptions=(
        *slips.of_writing(DEFINITION),
        Misconception(
            "K07.2",
            "path given to a constant comparator",
            slips.written_in(DEFINITION, slips.compares_with_the_words_of_a_path),
            "You compare with the words of a path, not with the value it leads to. There is a comparator for two fields.",
            about="the comparison",
        ),
        Misconception(
            "K07.10",
            "Task used for what a state can do",
            credit_slips.approves_by_a_function,
            "You pay for a function to do what a state can. Which state?",
            about="a request that is approved",
        ),
        Misconception(
            "K07.6",
            "missing field reaches a comparison",
            credit_slips.compares_what_may_be_missing,
            "You compare before knowing the field exists.",
            about="a request in which a field is missing",
        ),
        Misconception(
            "K07.4",
            "no Default",
            credit_slips.leaves_no_way_out,
            "What happens to a request that fits no rule?",
            about="the Choice in which the execution broke off",
        ),
        Misconception(
            "K07.1",
            "boundary on the wrong side",
            credit_slips.boundary_on_the_wrong_side,
            "One input decides differently from the text: requested equal to preapproved.",
            about="the boundary",
        ),
        Misconception(
            "K07.5",
            "broad rule before narrow",
            credit_slips.right_in_another_order,
            "Rules are read from the top and the first match wins.",
            about="the order of the rules",
        ),
        Misconception(
            "K07.3",
            "text numbers accepted",
            credit_slips.decides_a_text,
            '"900" and 900 are different types. Which test asks for the type first?',
            about="amounts that are no numbers",
        ),
    ),
    hints=(
        (
            "Sort the requests of the table in the text into three heaps: which of them cannot be decided at all? What must be "
            "true of a request before its two amounts may be compared? And into which heap does requested equal to "
            "preapproved go?"
        ),
        (
            "First a Choice that asks whether the request is complete: its Default leads to the Fail. Then a second one that "
            "compares the two amounts. Rules are read from the top, and all tests inside an And from the left, until one does "
            "not hold: so ask whether a field is there before you ask of which type it is, and its type before its size. Step "
            "D4 of the lesson has a request with a slider."
        ),
        (
            'In JSONPath: {"And": [{"Variable": "$.<field>", "IsPresent": true}, {"Variable": "$.<field>", "IsNumeric": true}, '
            '...], "Next": "<state>"}, and for two fields {"Variable": "$.<field>", "NumericGreaterThanPath": "$.<other field>", '
            '"Next": "<state>"}. A Pass makes an answer: {"Type": "Pass", "Parameters": {"<name>.$": "$.<field>", "<name>": '
            '"<text>"}, "End": true}. In JSONata a rule is {"Condition": "{% ... %}", "Next": "<state>"}; $type(value) gives '
            '"number" for a number, $exists(value) tells whether it is there.'
        ),
        (
            "A neighbour: a claim below its deductible is closed, any other goes on; a claim without a number for its damage is "
            "an error.\n"
            "```json\n"
            '"Readable?": {"Type": "Choice", "Choices": [{"And": [{"Variable": "$.damage", "IsPresent": true}, {"Variable": '
            '"$.damage", "IsNumeric": true}], "Next": "Below?"}], "Default": "Unreadable"}\n'
            '"Below?": {"Type": "Choice", "Choices": [{"Variable": "$.damage", "NumericLessThanPath": "$.deductible", "Next": '
            '"Closed"}], "Default": "Goes on"}\n'
            '"Closed": {"Type": "Pass", "Parameters": {"claimId.$": "$.claimId", "outcome": "CLOSED"}, "End": true}\n'
            '"Unreadable": {"Type": "Fail", "Error": "UnreadableClaim"}\n'
            "```"
        ),
    ),
)
