"""M07 E5, the grace period: a definition that waits for a due date, reminds three times at most, and then gives up.

Played on virtual time, with a function that knows whether a payment has come and one that sends reminders. Decided:

* Times and decisions are judged apart. When the payment comes is scripted by how often was asked, so that a workflow
  that waits too long still decides rightly. How many reminders there are is a matter of deciding: at least two tell
  their times.
* That a due date may have passed already is told in the text, and seen in grading: AWS does not wait then.
* Three copies of the same states behave rightly and lose the third part, which asks for a loop: one state that sends
  all reminders. The numbers that the reminders bear show that it counts.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden
from grader.checks.machines import Ending, Story, differences
from grader.rubrics.insurer import prefix

from . import slips
from .debts import DEFINITION, MOST_REMINDERS, NEVER, Debt, play

DAY = 86_400.0
MOST_SHOWN = 5
FEWEST_TIMES = 2
OVERDUE = "PaymentOverdue"


def variant(rng: random.Random) -> dict[str, Any]:
    """The two functions, and the days between two reminders."""
    name = prefix(rng)
    return {
        "check": f"{name}-check-payment",
        "remind": f"{name}-send-reminder",
        "days": rng.choice([5, 6, 8, 9, 10, 12]),
    }


def never_paid(_: Bench) -> list[Debt]:
    """Debts that show every reminder."""
    return [Debt(3), Debt(0.5)]


@hidden
def more_never_paid(_: Bench, rng: random.Random) -> list[Debt]:
    """A due date far away, and one that has passed."""
    return [
        Debt(rng.randint(20, 40) + 0.25),
        Debt(-rng.randint(1, 5), customer=f"C-{rng.randint(10_000, 99_999)}"),
    ]


def paid_sometime(_: Bench) -> list[Debt]:
    """One debt for each moment at which a payment may turn out to have come."""
    return [Debt(3, check) for check in range(1, MOST_REMINDERS + 2)]


@hidden
def more_paid_sometime(_: Bench, rng: random.Random) -> list[Debt]:
    """The same once more, for somebody else."""
    checks = range(1, MOST_REMINDERS + 2)
    return [Debt(rng.randint(1, 9), check, f"C-{rng.randint(10_000, 99_999)}") for check in checks]


def reminds_in_time(bench: Bench) -> Iterator[Finding]:
    """Find a debt that is never paid, and of which a reminder goes out at another time than agreed."""
    for debt in [*never_paid(bench), *more_never_paid(bench)]:
        bench.count()
        story = play(bench, debt)
        first = max(debt.days, 0.0)
        agreed = [_days((first + bench.variant["days"] * number) * DAY) for number in range(MOST_REMINDERS)]
        sent = [_days(at) for at in story.times_of(bench.variant["remind"])][:MOST_REMINDERS]
        if len(sent) < FEWEST_TIMES or sent != agreed[: len(sent)]:
            got, expected = {"reminders after days": sent}, {"reminders after days": agreed}
            yield Finding(debt.where, story.given, got, expected, run=story.drawn())


def ends_as_it_should(bench: Bench) -> Iterator[Finding]:
    """Find a debt that is paid at some moment, or never, and has another end than agreed, or other reminders."""
    for debt in [*paid_sometime(bench), Debt(3), *more_paid_sometime(bench)]:
        bench.count()
        ending = _ending(bench, debt)
        story = play(bench, debt)
        found = list(differences(_with_reminders_only(bench, story), ending, debt.where))
        yield from found or _given_up_too_early(bench, debt, story)


def one_loop_that_ends(bench: Bench) -> Iterator[Finding]:
    """Find reminders that several states send, or that nothing ends."""
    bench.count()
    debt = Debt(3)
    story = play(bench, debt)
    calls = story.calls_of(bench.variant["remind"])
    states = list(dict.fromkeys(call.state for call in calls))
    if len(states) != 1 or len(calls) < 2 or _endless(story):
        got = {"reminders": len(calls), "sent by the states": states}
        expected = {"reminders": MOST_REMINDERS, "sent by the states": ["one state, entered again and again"]}
        yield Finding(debt.where, story.given, got, expected, run=story.drawn())


def _given_up_too_early(bench: Bench, debt: Debt, story: Story) -> Iterator[Finding]:
    """Find an end that does not come as long after the last reminder as that one came after the one before."""
    sent = story.times_of(bench.variant["remind"])
    if debt.paid_at_check != NEVER or len(sent) < 2:
        return
    grace, last = (_days(each) for each in (sent[-1] - sent[-2], story.seconds - sent[-1]))
    if grace != last:
        got = {"days from the last reminder to the end": last}
        expected = {"days from the last reminder to the end": f"{grace:g}, as after the others"}
        yield Finding(debt.where, story.given, got, expected, run=story.drawn())


def _ending(bench: Bench, debt: Debt) -> Ending:
    content = {"policyId": "POL-1042", "customerId": debt.customer}
    sent = [
        (bench.variant["remind"], {**content, "number": number}) for number in range(1, debt.reminders + 1)
    ]
    return Ending(error=OVERDUE if debt.paid_at_check == NEVER else "", called=sent)


def _endless(story: Story) -> bool:
    """Whether nothing ended it but us, or the year that an execution may last."""
    return story.error == "EndlessLoop" or story.status == "TIMED_OUT"


def _with_reminders_only(bench: Bench, story: Story) -> Story:
    """Return a story that tells of the reminders only, and of what they need."""
    calls = story.calls_of(bench.variant["remind"])[:MOST_SHOWN]
    return replace(story, calls=tuple(replace(call, payload=_content(call.payload)) for call in calls))


def _content(payload: Any) -> Any:
    names = ("policyId", "customerId", "number")
    return (
        {name: payload[name] for name in names if name in payload} if isinstance(payload, dict) else payload
    )


def _days(seconds: float) -> float:
    """Return days as they would be written: 12, not 12.0."""
    days = round(seconds / DAY, 6)
    return int(days) if days.is_integer() else days


def _never_stops(bench: Bench) -> bool:
    """Whether somebody who never pays is reminded for ever."""
    story = play(bench, Debt(3))
    return _endless(story) and len(story.calls_of(bench.variant["remind"])) > MOST_REMINDERS


def _has_a_function_do_it(bench: Bench) -> bool:
    """Whether other functions than the two are called: to wait, or to count."""
    known = (bench.variant["check"], bench.variant["remind"])
    others = [name for name in play(bench, Debt(3)).called if ":" not in name and name not in known]
    words = ("wait", "sleep", "delay", "count", "increment", "add", "increase", "pause")
    return any(word in name.casefold() for name in others for word in words)


EXERCISE = Exercise(
    id="m07.e5",
    title="Grace period",
    lesson="D6",
    deliver=(DEFINITION,),
    variant=variant,
    parts=(
        Part("Reminders go out at the agreed times", 4, "T", reminds_in_time),
        Part(
            "Whoever pays is not reminded again, whoever does not ends in PaymentOverdue",
            4,
            "B",
            ends_as_it_should,
        ),
        Part("One state sends all reminders, in a loop that ends", 2, "S", one_loop_that_ends),
    ),
    misconceptions=(
        *slips.of_writing(DEFINITION),
        Misconception(
            "K07.10",
            "Task used to count or to wait",
            _has_a_function_do_it,
            "You pay for a function to do what a state can. Which state?",
            about="a function that the text does not know",
        ),
        Misconception(
            "K07.11",
            "unbounded reminder loop",
            _never_stops,
            "Who stops this after a year?",
            about="a payment that never comes",
        ),
    ),
    hints=(
        (
            "Draw the time of somebody who never pays, from the due date on: when is asked, when is reminded, when is it over? "
            "Which pieces of it are the same, again and again? And how does the workflow know which time round it is?"
        ),
        (
            "A Wait until the due date, then a loop: ask, decide, remind, wait. A count in the data decides when the loop ends: it "
            "begins at 0 before the loop, and a state adds one each time round. The answer of a Task must not wipe out the "
            "count: put it beside what came in. Step D6 of the lesson builds such a loop."
        ),
        (
            '{"Type": "Wait", "TimestampPath": "$.dueDate", "Next": ...} and {"Type": "Wait", "Seconds": <days times 86400>, '
            '"Next": ...}. The count: {"Type": "Pass", "Result": {"number": 0}, "ResultPath": "$.sent", "Next": ...} before the '
            'loop, and {"Type": "Pass", "Parameters": {"number.$": "States.MathAdd($.sent.number, 1)"}, "ResultPath": "$.sent", '
            '"Next": ...} inside. A Task keeps its answer beside the rest with "ResultPath": "$.answer". In JSONata: "Timestamp": '
            '"{% $states.input.dueDate %}", and a variable, "Assign": {"number": "{% $number + 1 %}"}.'
        ),
        (
            "A neighbour: a device is asked every 10 minutes whether its update is done, at most 5 times.\n"
            "```json\n"
            '"Begin": {"Type": "Pass", "Result": {"times": 0}, "ResultPath": "$.asked", "Next": "Ask"}\n'
            '"Ask": {"Type": "Task", "Resource": "<function>", "ResultPath": "$.device", "Next": "Count"}\n'
            '"Count": {"Type": "Pass", "Parameters": {"times.$": "States.MathAdd($.asked.times, 1)"}, "ResultPath": "$.asked", '
            '"Next": "Done?"}\n'
            '"Done?": {"Type": "Choice", "Choices": [{"Variable": "$.device.done", "BooleanEquals": true, "Next": "Good"}, '
            '{"Variable": "$.asked.times", "NumericGreaterThanEquals": 5, "Next": "Given up"}], "Default": "A while"}\n'
            '"A while": {"Type": "Wait", "Seconds": 600, "Next": "Ask"}\n'
            "```"
        ),
    ),
)
