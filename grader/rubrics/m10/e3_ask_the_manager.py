"""M10 E3, ask the manager: a request waits in a table for a decision, for the director's after that, and no longer.

Workflow and function are played together in one account, whose client the function gets. Decided:

* What the two agree upon in the item besides the three fields of the task is their own business.
* Who is asked is read in the table, shortly before the hours are over and shortly after. Calls of a table take moments,
  so nothing is measured to the second.
* One decision wins: what the execution did with the first one, and what the second one was told.
* `decide` works with any item that has a token, so where the machine stores none, only what needs none is earned.
"""

import json
import random
import re
from collections.abc import Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same
from grader.checks.machines import document, machine
from grader.rubrics.insurer import prefix

from .inbox import APPROVED, HOUR, REJECTED, STILL_WAITS
from .requests_decided import (
    A_MOMENT,
    Decided,
    Waited,
    agrees,
    answer,
    decide_all,
    decision_in,
    end,
    otherwise,
    wait_out,
    why,
)
from .transfer_slips import names_no_token

DEFINITION = "credit_limit"
DECIDED, TOO_LATE, UNKNOWN = "decided", "too late", "unknown"


def variant(rng: random.Random) -> dict[str, Any]:
    """A prefix, and after how many hours the director is asked, and nobody any more."""
    escalates = rng.randint(20, 60)
    return {
        "prefix": prefix(rng),
        "director_after_hours": escalates,
        "rejected_after_hours": escalates + rng.choice((10, 15, 25, 30)) + rng.randint(0, 4),
    }


def decisions(bench: Bench) -> list[tuple[str, float, float]]:
    """What is decided, after how many hours, about which sum."""
    director = bench.variant["director_after_hours"]
    return [
        (APPROVED, 3.0, 1500),
        (REJECTED, 5.0, 1500.5),
        (APPROVED, director + 2.0, 1800),
        (REJECTED, director + 3.0, 9000),
        *more_decisions(bench),
    ]


@hidden
def more_decisions(bench: Bench, rng: random.Random) -> list[tuple[str, float, float]]:
    """Others: at the last moment of the manager, and of the director."""
    director, nobody = bench.variant["director_after_hours"], bench.variant["rejected_after_hours"]
    first, second = rng.sample([APPROVED, REJECTED], 2)
    return [
        (first, director - 0.5, rng.randint(1_100, 5_000)),
        (second, nobody - 0.5, rng.randint(1_100, 5_000)),
        (APPROVED, rng.randint(6, 15) + 0.25, rng.randint(11_000, 50_000) / 10),
    ]


def small_sums(bench: Bench) -> list[float]:
    """Sums that nobody has to look at; 1000 is preapproved."""
    return [500, 1000, *more_small_sums(bench)]


@hidden
def more_small_sums(_: Bench, rng: random.Random) -> list[float]:
    """Another one."""
    return [rng.randint(1, 999)]


def waits(bench: Bench) -> Waited:
    """Let nobody decide."""
    return wait_out(bench, machine(bench, DEFINITION), small_sums(bench))


def are_decided(bench: Bench) -> Decided:
    """Let all decisions be made."""
    bench.answer("decide")  # where it is not written, the parts about it say so
    return decide_all(bench, machine(bench, DEFINITION), decisions(bench))


def _waited(bench: Bench) -> Waited:
    return bench.once(waits)


def _decided(bench: Bench) -> Decided:
    return bench.once(are_decided)


def answered(bench: Bench) -> Iterator[Finding]:
    """Whoever is asked decides, and the execution ends with that."""
    for seen in _decided(bench).once:
        bench.count()
        yield from otherwise(seen, [DECIDED], answer(seen.story, seen.decisions[0].decision))


def one_wins(bench: Bench) -> Iterator[Finding]:
    """The first decision counts, and the second one is told so."""
    for seen in _decided(bench).twice:
        bench.count()
        yield from otherwise(seen, [DECIDED, TOO_LATE], {"decision": seen.decisions[0].decision})


def asks_nobody(bench: Bench) -> Iterator[Finding]:
    """A small sum is approved at once, as before, and stands in no table; a larger one stands there."""
    for seen, item in _waited(bench).small:
        bench.count()
        wanted = answer(seen.story, APPROVED)
        got = {"ends": end(seen.story), "output": seen.story.output, "in the table": item or "no item"}
        expected = {"ends": "succeeded", "output": wanted, "in the table": "no item"}
        if not same(got, expected):
            yield Finding("credit_limit", seen.words, got | why(seen.story), expected, run=seen.story.drawn())
    waited = _waited(bench)
    wanted = {
        "requestId": waited.given["requestId"],
        "customerId": waited.given["customerId"],
        "asked": "manager",
    }
    got = {name: waited.item.get(name) for name in wanted}
    if got != wanted:
        where = f"the item, {waited.asked[0][0]}"
        yield Finding(where, waited.given, got if waited.item else "there is none", wanted)


def finds_no_task(bench: Bench) -> Iterator[Finding]:
    """A decision that comes too late, or about nothing, says so; one that fails otherwise raises."""
    seen = _decided(bench)
    first = seen.twice[0].decisions[0]
    cases = [("about a request that there never was", seen.unknown, UNKNOWN)]
    if not first.error:  # where no decision can be made at all, another part says so
        cases.append(("after the end", seen.late, TOO_LATE))
    for about, made, said in cases:
        bench.count()
        if made.error:
            yield made.error.finding(f"decide, {about}", given=made.given)
        elif made.returned != said:
            yield Finding(f"decide, {about}", made.given, made.returned, said)
    if seen.refused.error is None:
        where, wanted = "decide, while Step Functions refuses the call", "it raises the error of that call"
        yield Finding(where, seen.refused.given, seen.refused.returned, wanted)
    elif first.returned == DECIDED:
        yield from _works_again(seen)
    if first.returned in (UNKNOWN, TOO_LATE):
        yield Finding("decide, about a request that waits", first.given, first.returned, DECIDED)


def _works_again(seen: Decided) -> Iterator[Finding]:
    """Find a decision that was lost with a call that failed; where the machine goes on to is looked at elsewhere."""
    made = seen.again.decisions[0]
    said = made.error.got if made.error else made.returned
    got = {"decide": said, "the request waits": end(seen.again.story) == "still waits"}
    wanted = {"decide": DECIDED, "the request waits": False}
    if got != wanted:
        where = "decide, when calls work again"
        yield Finding(where, seen.again.words, got, wanted, run=seen.again.story.drawn())


def escalates(bench: Bench) -> Iterator[Finding]:
    """First the manager is asked, then the director, each as long as agreed."""
    story = _waited(bench).story
    for when, who, asked in _waited(bench).asked:
        bench.count()
        if asked != who and story:
            yield Finding(
                f"the item, {when}", "nobody answers", {"asked": asked}, {"asked": who}, run=story.drawn()
            )


def rejects(bench: Bench) -> Iterator[Finding]:
    """When nobody has answered, the request is rejected, and its execution ends with that answer."""
    bench.count()
    story, hours = _waited(bench).story, bench.variant["rejected_after_hours"]
    if story is None:
        return
    in_time = abs(story.seconds - hours * HOUR) <= A_MOMENT
    expected = {"ends": f"succeeded, after {hours} hours", "output": {"decision": REJECTED}}
    after = hours if in_time else round(story.seconds / HOUR, 3)
    got = {"ends": f"{end(story)}, after {after:g} hours", "output": decision_in(story.output), **why(story)}
    if not in_time or story.status != "SUCCEEDED" or not agrees(story.output, {"decision": REJECTED}):
        yield Finding("credit_limit", "nobody answers", got, expected, run=story.drawn())
    unwritten = _waited(bench).unwritten
    if unwritten is not None and unwritten.status != "FAILED":
        got, given = {"ends": end(unwritten)}, "the table refuses the item, with AccessDeniedException"
        yield Finding("credit_limit", given, got, "failed with that error", run=unwritten.drawn())


def _gives_an_object(bench: Bench) -> bool:
    raised = [made.error.raised for seen in _decided(bench).once for made in seen.decisions if made.error]
    return any(
        each and each.type == "ParamValidationError" and "parameter output" in each.message for each in raised
    )


def _second_raises(bench: Bench) -> bool:
    first, second = _decided(bench).twice[0].decisions
    raised = second.error.raised if second.error else None
    return first.error is None and bool(raised) and raised is not None and raised.code == "TaskTimedOut"


def _waits_for_ever(bench: Bench) -> bool:
    """Whether a request still waits after twice the time, and no state has a limit."""
    story = _waited(bench).story
    limited = re.search(r"(Timeout|Heartbeat)Seconds", json.dumps(document(bench, DEFINITION)))
    return story is not None and story.error == STILL_WAITS and not limited


def _answers_by_returning(bench: Bench) -> bool:
    made = [each for seen in _decided(bench).once for each in seen.decisions]
    return all(not each.called and not each.error and each.returned not in (None, UNKNOWN) for each in made)


def _sends_no_token(bench: Bench) -> bool:
    return names_no_token(document(bench, DEFINITION)) and any(
        asked == who for _, who, asked in _waited(bench).asked
    )


EXERCISE = Exercise(
    id="m10.e3",
    title="Ask the manager",
    lesson="D3",
    deliver=(DEFINITION, "decide"),
    variant=variant,
    parts=(
        Part("The director is asked when your hours are over, and not before", 2, "T", escalates),
        Part("After all hours the request is rejected, and for no other reason", 2, "T", rejects),
        Part("A decision of manager or director ends the wait", 2, "B", answered),
        Part("A small sum waits for nobody, a larger one stands in the table", 1, "B", asks_nobody),
        Part(
            "A decision that is too late, or about nothing, is told so, and no other one",
            1,
            "B",
            finds_no_task,
        ),
        Part("Of two decisions the first one wins", 2, "X", one_wins),
    ),
    misconceptions=(
        Misconception(
            "K10.2",
            "token not sent at all",
            _sends_no_token,
            "How will the worker say which execution it means?",
            about="the item",
        ),
        Misconception(
            "K10.5",
            "no timeout",
            _waits_for_ever,
            "If nobody ever answers, what ends the wait?",
            about="a request that nobody decides",
        ),
        Misconception(
            "K10.3",
            "worker's return value thought to end the wait",
            _answers_by_returning,
            "The function's reply is not the answer. Which call is?",
            about="decide",
        ),
        Misconception(
            "K10.4",
            "output given as object",
            _gives_an_object,
            "What type does the answer call take?",
            about="the output",
        ),
        Misconception(
            "K10.11",
            "second answer raises",
            _second_raises,
            "The task was already answered. Is that an error for you?",
            about="the second decision",
        ),
    ),
    hints=(
        (
            "Follow the token: who makes it, where does it lie for two days, who takes it out, and which of the two waits does it "
            "belong to once the director is asked? And what does the execution do with the answer that it gets?"
        ),
        (
            "A task that waits for a token ends by that token or by its limit. When the limit of the first one is hit, a catcher "
            "leads to a second task of the same kind: it has a token of its own, and writes it over the first. The limit of the "
            "second one leads to the rejection. Whoever decides needs the request's number alone: the token lies in the item. "
            "Lesson step D3."
        ),
        (
            '`"Resource": "arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken"` with TableName and Item, whose taskToken is '
            '`{"S.$": "$$.Task.Token"}`; a number in an Item is a text: `{"N.$": "States.Format(\'{}\', $.requested)"}`. `TimeoutSeconds` is '
            'the limit, `States.Timeout` its error. In decide: `table.get_item(Key={...}).get("Item")`, then '
            "`sfn.send_task_success(taskToken=..., output=<JSON text>)`; `sfn.exceptions.TaskTimedOut` means too late."
        ),
        (
            "A neighbour: a repair costs more than agreed, and the customer has three days to say yes.\n"
            "```json\n"
            '"Ask customer": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken", '
            '"Parameters": {"TableName": "repairs", "Key": {"repairId": {"S.$": "$.repairId"}}, "UpdateExpression": '
            '"SET taskToken = :token", "ExpressionAttributeValues": {":token": {"S.$": "$$.Task.Token"}}}, '
            '"TimeoutSeconds": 259200, "ResultPath": "$.answer", "Catch": [{"ErrorEquals": ["States.Timeout"], "ResultPath": '
            '"$.failure", "Next": "Call customer"}], "Next": "Yes?"}\n'
            "```"
        ),
    ),
)
