"""M12 E4, drive the API: executions are started once, followed, looked into, and stopped.

The four functions get a real client of an open account, which gives up throttled calls after some seconds. Decided:

* How the name of an execution is made of the key is left open, as long as one key has one name.
* What is the same payment is judged by its content: the order of its fields does not count.
* After a start whose answer got lost, the function may raise, or ask again by itself: what counts is what was started,
  and that the next call finds it.
* How long is waited between two tries is left open: the client waits by itself as well.
"""

import ast
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import AnswerError, Bench, Exercise, Finding, Misconception, Part, hidden, same
from grader.checks.source import parsed

from .driving import Called, Lab
from .failing import Failing, failing
from .starting import BRIEF, START, Bucket, Started, burst, changed, repeated

# The order decides whose field is called what: the stored answers are written for one of them.
KEYS = (
    "requestKey",
    "requestToken",
    "requestOnce",
    "idempotencyKey",
    "requestReference",
    "orderKey",
    "orderToken",
    "orderOnce",
    "orderReference",
    "bookingKey",
    "bookingToken",
    "bookingOnce",
    "bookingReference",
    "paymentKey",
    "paymentToken",
    "paymentOnce",
    "paymentReference",
    "chargeKey",
    "chargeToken",
    "chargeOnce",
    "chargeReference",
    "transferKey",
    "transferToken",
    "transferOnce",
    "transferReference",
    "clientKey",
    "clientToken",
    "clientOnce",
    "clientReference",
)
WAIT, FAILED, STOP = "wait_done", "failed_step", "stop_all"
# A look a second is quick enough, and a few more do not matter.
SPARE_LOOKS = 5
MANY = 104


def variant(rng: random.Random) -> dict[str, Any]:
    """The field of a payment that holds its key."""
    return {"key": rng.choice(KEYS)}


@hidden
def more_payments(_: Bench, rng: random.Random) -> list[str]:
    """Other payments in the same situations."""
    return [f"hidden {rng.random()}"]


@hidden
def more_bursts(_: Bench, rng: random.Random) -> list[tuple[int, int, float]]:
    """More payments, another bucket."""
    return [(rng.randint(5, 7), rng.randint(1, 3), rng.choice((0.012, 0.014)))]


@hidden
def more_failures(_: Bench, rng: random.Random) -> list[int]:
    """Other states that fail."""
    return [rng.randint(1, 10**9)]


def _seeds(bench: Bench) -> list[str]:
    return [f"{bench.variant}", *more_payments(bench)]


def again(bench: Bench) -> list[Started]:
    """Payments that are asked for twice."""
    return repeated(bench, _seeds(bench))


def others(bench: Bench) -> list[Started]:
    """Payments under a key that another one has."""
    return changed(bench, _seeds(bench))


def throttled(bench: Bench) -> list[Bucket]:
    """Starts at a bucket with few tokens."""
    return burst(bench, [(5, 2, 0.015), *more_bursts(bench)])


def starts_once(bench: Bench) -> Iterator[Finding]:
    """One payment, one execution, and its ARN for whoever asks."""
    bench.answer(START)
    for row, seen in enumerate(bench.once(again), start=1):
        bench.count()
        if not seen.is_once:
            got = {"executions": [_name(each) for each in seen.arns], "the last call": seen.last.told}
            if seen.inputs and not same(seen.inputs[0], seen.payment):
                got["input of the first"] = seen.inputs[0]
            expected = {
                "executions": "one, with the payment as its input",
                "the last call": "returns its ARN",
            }
            yield Finding(seen.where, seen.payment, got, expected, row)


def reports_changes(bench: Bench) -> Iterator[Finding]:
    """Another payment under the same key starts nothing, and is an error."""
    bench.answer(START)
    for row, seen in enumerate(bench.once(others), start=1):
        bench.count()
        started = [each for each in seen.inputs if same(each, seen.payment)]
        if len(seen.arns) != 1 or not started or not seen.last.error:
            got = {"executions": [_name(each) for each in seen.arns], "the last call": seen.last.told}
            expected = {"executions": "that of the first payment alone", "the last call": "raises"}
            yield Finding(seen.where, seen.payment, got, expected, row)


def gets_through(bench: Bench) -> Iterator[Finding]:
    """All payments get through in the end, without a storm of calls; another error is raised."""
    bench.answer(START)
    for row, seen in enumerate(bench.once(throttled), start=1):
        bench.count()
        where = f"{len(seen.payments)} payments, where few starts a minute are let through"
        raised = next((each for each in seen.calls if each.error), None)
        if raised or not same(_sorted(seen.inputs), _sorted(seen.payments)):
            got = {"executions": len(seen.inputs)} | ({"start_once": raised.told} if raised else {})
            yield Finding(where, None, got, {"executions": f"{len(seen.payments)}, one a payment"}, row)
        if not seen.refused.error or seen.refusals > 1:
            where = "the start is refused with AccessDeniedException"
            got = {"start_once": seen.refused.told, "calls": seen.refusals}
            yield Finding(where, None, got, {"start_once": "raises that error", "calls": 1}, row)


def waits(bench: Bench) -> Iterator[Finding]:
    """What an execution returns is there when it has ended, and an error where it has not ended well."""
    bench.answer(WAIT)
    rng = random.Random(f"{bench.variant} waits")
    for row, (ends, longest) in enumerate(_ENDS, start=1):
        bench.count()
        seconds = rng.randint(longest // 2, longest)
        where = f"an execution that ends in a {ends} state after {seconds} s"
        with bench.account() as account:
            lab = Lab(bench, account)
            given = {"amount": rng.randint(100, 999), "items": [rng.randint(1, 9)]}
            arn = lab.machine("pay", _ending(ends, seconds))
            run = lab.sfn.start_execution(stateMachineArn=arn, input=json.dumps(given))["executionArn"]
            begin = len(account.trace)
            called = lab.call(WAIT, run)
            looks = lab.asked("DescribeExecution", begin)
        yield from _judged(called, given if ends == "Succeed" else None, where, row)
        if looks > seconds + SPARE_LOOKS:
            yield Finding(
                where, None, f"{looks} calls of DescribeExecution in {seconds} s", "at most one a second", row
            )


# How they end, and after how many seconds at the most.
_ENDS = (("Succeed", 400), ("Fail", 40), ("Succeed", 4))


def _ending(kind: str, seconds: int) -> dict[str, Any]:
    end = {"Type": "Fail", "Error": "Card.Expired"} if kind == "Fail" else {"Type": "Succeed"}
    states = {"Wait": {"Type": "Wait", "Seconds": seconds, "Next": "End"}, "End": end}
    return {"StartAt": "Wait", "States": states}


def _judged(called: Called, output: Any, where: str, row: int) -> Iterator[Finding]:
    if output is None and not called.error:
        yield Finding(where, None, called.told, "wait_done raises", row)
    elif output is not None and (called.error or not same(called.returned, output)):
        yield Finding(where, None, called.told, output, row)


def names_failed(kinds: tuple[str, ...]) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that the state that failed is named, in executions of these kinds."""

    def check(bench: Bench) -> Iterator[Finding]:
        bench.answer(FAILED)
        found = [(each, got) for kind, each, got in bench.once(failures) if kind in kinds]
        for row, (each, got) in enumerate(found, start=1):
            bench.count()
            if got.error or not same(got.returned, each.state):
                yield Finding(each.where, each.definition, got.told, each.state, row)

    return check


def failures(bench: Bench) -> list[tuple[str, Failing, Called]]:
    """Let executions fail, and ask which state did."""
    found: list[tuple[str, Failing, Called]] = []
    with bench.account() as account:
        lab = Lab(bench, account)
        for seed in [f"{bench.variant}", *map(str, more_failures(bench))]:
            for kind, each in failing(random.Random(seed)).items():
                arn = lab.machine(f"failing-{len(found)}", each.definition)
                started = lab.sfn.start_execution(stateMachineArn=arn, input=json.dumps(each.given or {}))
                account.settle()
                found.append((kind, each, lab.call(FAILED, started["executionArn"])))
        arn = lab.machine("failing-quickly", BRIEF, "EXPRESS")
        started = lab.sfn.start_execution(stateMachineArn=arn)
        express = Failing("an execution of an Express workflow", BRIEF, "logs")
        found.append(("express", express, lab.call(FAILED, started["executionArn"])))
    return found


def stops_all(bench: Bench) -> Iterator[Finding]:
    """Whatever runs of one machine is stopped, and counted; nothing else is."""
    bench.answer(STOP)
    bench.count()
    with bench.account() as account:
        lab = Lab(bench, account)
        idle = {
            "StartAt": "Wait",
            "States": {"Wait": {"Type": "Wait", "SecondsPath": "$.seconds", "End": True}},
        }
        arn, other = lab.machine("runaway", idle), lab.machine("other", idle)
        lab.sfn.start_execution(stateMachineArn=arn, input='{"seconds": 1}')
        account.clock.sleep(5)
        for _ in range(MANY):
            lab.sfn.start_execution(stateMachineArn=arn, input='{"seconds": 9000}')
        lab.sfn.start_execution(stateMachineArn=other, input='{"seconds": 9000}')
        called = lab.call(STOP, arn)
        left = {"running": sum(run.status == "RUNNING" for run in lab.runs(arn))}
        left |= {"of another machine": sum(run.status == "RUNNING" for run in lab.runs(other))}
    got = {**left, "stop_all": called.told}
    expected = {"running": 0, "of another machine": 1, "stop_all": MANY}
    if not same(got, expected):
        yield Finding(
            f"{MANY} executions run, one has ended, and one is of another machine", None, got, expected
        )


def _name(arn: str) -> str:
    return arn.rpartition(":")[2]


def _sorted(payments: list[Any]) -> list[str]:
    return sorted(json.dumps(each, sort_keys=True) for each in payments)


def _new_name_each_time(bench: Bench) -> bool:
    """Whether the same payment was started under several names."""
    return any(
        len(set(seen.arns)) > 1 and all(same(each, seen.payment) for each in seen.inputs)
        for seen in bench.once(again)
    )


def _reads_the_receipt(bench: Bench) -> bool:
    """Whether somewhere ``output`` is read of what StartExecution returned."""
    for name in (START, WAIT):
        try:
            tree = parsed(bench.answers[name].source)
        except AnswerError:
            continue
        if tree and any(_is_output_of_start(node, _receipts(tree)) for node in ast.walk(tree)):
            return True
    return False


def _receipts(tree: ast.Module) -> set[str]:
    """Return the names that hold what StartExecution returned, and never anything else."""
    held: dict[str, list[bool]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            held.setdefault(node.targets[0].id, []).append(_is_start(node.value))
    return {name for name, starts in held.items() if all(starts)}


def _is_start(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "start_execution"
    )


def _is_output_of_start(node: ast.AST, receipts: set[str]) -> bool:
    read: ast.AST
    if isinstance(node, ast.Subscript):
        read, key = node.value, node.slice
    elif (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and node.args
    ):
        read, key = node.func.value, node.args[0]
    else:
        return False
    of_start = _is_start(read) or (isinstance(read, ast.Name) and read.id in receipts)
    return of_start and isinstance(key, ast.Constant) and key.value == "output"


def _asks_express_for_its_history(bench: Bench) -> bool:
    """Whether the one execution of an Express workflow ends in the error of a call that only Standard answers."""
    raised = [got.error.raised for kind, _, got in bench.once(failures) if kind == "express" and got.error]
    return any(each and each.code == "InvalidArn" for each in raised)


EXERCISE = Exercise(
    id="m12.e4",
    title="Drive the API",
    lesson="D4",
    deliver=(START, WAIT, FAILED, STOP),
    variant=variant,
    parts=(
        Part("One payment is one execution, whoever asks again", 2, "BV", starts_once),
        Part("Another payment under the same key is an error, and starts nothing", 1, "B", reports_changes),
        Part(
            "Throttled starts get through in the end; any other error is raised",
            2,
            "F",
            gets_through,
            lesson="D7",
        ),
        Part(
            "`wait_done` returns the output once it is there, and raises where there is none", 1, "BT", waits
        ),
        Part(
            "`failed_step` names the state that failed, in a long history as well",
            2,
            "B",
            names_failed(("task", "caught", "well", "long", "express")),
        ),
        Part("`failed_step` names the state inside a Map", 1, "B", names_failed(("map",))),
        Part("`stop_all` stops whatever runs of one machine, and nothing else", 1, "X", stops_all),
    ),
    misconceptions=(
        Misconception(
            "K12.4",
            "start thought to return the result",
            _reads_the_receipt,
            "What did the call promise: a result or a receipt?",
            about="the answer to a start",
        ),
        Misconception(
            "K12.11",
            "new name on each retry",
            _new_name_each_time,
            "How does the service know it is the same payment?",
            about="the execution's name",
        ),
        Misconception(
            "K12.6",
            "history call on an Express execution",
            _asks_express_for_its_history,
            "Where does this type write what happened?",
            about="the execution of an Express workflow",
        ),
    ),
    hints=(
        (
            "What does a start answer: what came out, or only which execution it is? What tells the service that two starts are "
            "the same payment? And in the history of a failed execution: which event says why, and which event came before it?"
        ),
        (
            "A name can be used once, for 90 days. Made from the payment's key, it stands for the payment. A taken name is answered "
            "with an error once the execution has ended, or once the text of its input differs, if only in the order of its "
            "fields: then the input that the execution has tells what is the case. Throttled means not now. Lesson steps D4 and D7."
        ),
        (
            '`sfn.exceptions.ExecutionAlreadyExists`; `error.response["Error"]["Code"] == "ThrottlingException"`; '
            '`sfn.describe_execution(executionArn=...)` has `status`, `input` and `output`. `sfn.get_paginator("list_executions")` '
            'and `sfn.get_paginator("get_execution_history")` go through all pages. Each event has an `id` and a `previousEventId`: '
            "from the last one, go back until one has `stateEnteredEventDetails`. The ARN of an Express execution has `:express:` in it."
        ),
        (
            "A neighbour, which finds out when the last Wait state of an execution began:\n"
            'pages = sfn.get_paginator("get_execution_history").paginate(executionArn=arn)\n'
            'events = {event["id"]: event for page in pages for event in page["events"]}\n'
            "event = events[max(events)]\n"
            'while event["type"] != "WaitStateEntered":\n'
            '    event = events[event["previousEventId"]]\n'
            'print(event["timestamp"])'
        ),
    ),
)
