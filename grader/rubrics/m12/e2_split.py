"""M12 E2, split: ten steps in one workflow become a parent and an Express child, which holds what may run twice.

Parent and child are played together on one clock. Decided:

* The six may run in any order within the child, the four run in the parent, in their order, after the child.
* How the parent takes the child's result apart, and how it ends when the child has failed, is left open.
* That a step is safe, is judged by what its function does; a name tells nothing.
"""

import random
from collections.abc import Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden
from grader.checks.machines import Ending, called_functions, differences, document, machine
from grader.rubrics.insurer import fact, prefix

from .family import Kin
from .split_mistakes import (
    calls_unsafe_steps_in_the_child,
    is_spelt_wrong,
    lets_the_child_go,
    runs_a_job,
    takes_text_for_an_object,
    waits_in_express,
)
from .split_runs import CHILD, PARENT, functions, play
from .steps import drawn, in_order, result, step


def variant(rng: random.Random) -> dict[str, Any]:
    """The prefix of all names, six steps that may run twice, four that may not."""
    return {"prefix": prefix(rng), **drawn(rng)}


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a learner sees: the ten steps in their order, with what each does."""
    steps = {f"{at}. {name}": step(name).does for at, name in enumerate(in_order(values), start=1)}
    return {"prefix": values["prefix"], **steps}


def payments(bench: Bench) -> list[dict[str, Any]]:
    """The payments that are made."""
    rng = random.Random(f"{bench.variant}")
    return [fact(rng, 123), *more_payments(bench)]


@hidden
def more_payments(_: Bench, rng: random.Random) -> list[dict[str, Any]]:
    """Another payment, with a field that nobody knows."""
    return [{**fact(rng, rng.randint(200, 900)), "note": f"{rng.choice('ÄØ')} {rng.randint(1, 9)}"}]


def troubled(bench: Bench) -> list[str]:
    """Steps of the child that fail."""
    return [bench.variant["safe"][2], *more_troubled(bench)]


@hidden
def more_troubled(bench: Bench, rng: random.Random) -> list[str]:
    """Another one."""
    return [rng.choice(bench.variant["safe"])]


def well(bench: Bench) -> list[Kin]:
    """All goes well."""
    return [play(bench, payment) for payment in payments(bench)]


def badly(bench: Bench) -> list[tuple[str, Kin]]:
    """A step of the child fails."""
    return [(name, play(bench, payments(bench)[0], name)) for name in troubled(bench)]


def same_output(bench: Bench) -> Iterator[Finding]:
    """The parent's output is what the ten steps made of the payment, and each function was called once."""
    values = bench.variant
    for row, (payment, kin) in enumerate(zip(payments(bench), bench.once(well), strict=True), start=1):
        bench.count()
        output = payment | {name: result(name, payment) for name in in_order(values)}
        yield from differences(kin.parent, Ending(output=output), f"payment {row}", row=row)
        expected = sorted(f"{values['prefix']}-{name}" for name in in_order(values))
        if kin.parent.status == "SUCCEEDED" and sorted(kin.called) != expected:
            yield Finding(
                f"payment {row}", payment, {"called": sorted(kin.called)}, {"called": expected}, row
            )


def stops_with_the_child(bench: Bench) -> Iterator[Finding]:
    """Where the child has failed, none of the four is done, and the parent fails."""
    _must_work(bench)
    unsafe = functions(bench, "unsafe")
    for row, (name, kin) in enumerate(bench.once(badly), start=1):
        bench.count()
        done = [each for each in kin.parent.called if each in unsafe]
        reached = f"{bench.variant['prefix']}-{name}" in kin.called
        if kin.parent.status != "FAILED" or done or not reached:
            where = f"{name} fails in the child"
            got = {"the parent": kin.parent.status, f"{name} was called": reached, "called after that": done}
            expected = {"the parent": "FAILED", f"{name} was called": True, "called after that": []}
            yield Finding(where, kin.parent.given, got, expected, row, run=kin.parent.drawn())


def only_safe(bench: Bench) -> Iterator[Finding]:
    """The child calls all that may run twice, and nothing that may not."""
    machine(bench, CHILD, type="EXPRESS")
    safe, unsafe = functions(bench, "safe"), functions(bench, "unsafe")
    named = called_functions(document(bench, CHILD))
    for name in sorted({*safe, *unsafe}):
        bench.count()
        if name in unsafe and name in named:
            yield Finding(
                "the child", step(_short(bench, name)).does, f"calls {name}", "it stays in the parent"
            )
        elif name in safe and name not in named:
            yield Finding("the child", step(_short(bench, name)).does, f"does not call {name}", "it calls it")


def waits(bench: Bench) -> Iterator[Finding]:
    """The four are called when the child has ended, in their order, and the parent ends after it."""
    _must_work(bench)
    wanted = functions(bench, "unsafe")
    for row, kin in enumerate(bench.once(well), start=1):
        bench.count()
        done = [each for each in kin.parent.called if each in wanted]
        got = {"children": len(kin.children), "then, in the parent": done}
        expected = {"children": 1, "then, in the parent": wanted}
        ends = max((begin + child.seconds for begin, child in kin.children), default=0.0)
        if got != expected:
            yield Finding(f"payment {row}", kin.parent.given, got, expected, row, run=kin.parent.drawn())
            continue
        first = min(call.at for call in kin.parent.calls if call.name in wanted)
        if first < ends or kin.parent.seconds < ends:
            got = {
                "the child ends at": ends,
                "the first of the four is called at": first,
                "the parent ends at": kin.parent.seconds,
            }
            yield Finding(f"payment {row}", kin.parent.given, got, "the parent waits for the child", row)


def _must_work(bench: Bench) -> None:
    machine(bench, PARENT)
    machine(bench, CHILD, type="EXPRESS")


def _short(bench: Bench, function: str) -> str:
    return function.removeprefix(f"{bench.variant['prefix']}-")


EXERCISE = Exercise(
    id="m12.e2",
    title="Split",
    lesson="D6",
    deliver=(PARENT, CHILD),
    variant=variant,
    shown=shown,
    parts=(
        Part("The parent's output is that of the ten steps, each done once", 4, "BV", same_output),
        Part("Where the child fails, none of the four is done", 1, "F", stops_with_the_child),
        Part("The child has all steps that may run twice, and no others", 3, "S", only_safe, lesson="D2"),
        Part("The parent waits for the child, and then does the four in their order", 2, "T", waits),
    ),
    misconceptions=(
        Misconception(
            "K12.3",
            "callback, job or activity in Express",
            waits_in_express,
            "This step waits for someone. Which type can?",
            about="what AWS refuses in your child",
        ),
        Misconception(
            "K12.10",
            "an action with a capital, or a parameter without one",
            is_spelt_wrong,
            "Actions start small, parameters start big.",
            about="the names in your tasks",
        ),
        Misconception(
            "K12.1",
            "Express thought exactly-once",
            calls_unsafe_steps_in_the_child,
            "This step may run twice. Is that all right for money?",
            about="what your child calls",
        ),
        Misconception(
            "K12.9",
            "run-a-job form used on an Express child",
            runs_a_job,
            "An Express child has its own synchronous start. Which SDK call is it?",
            about="how the child is started",
        ),
        Misconception(
            "K12.8",
            "fire-and-forget child",
            lambda bench: lets_the_child_go(bench, bench.once(well)),
            "Does the parent need the answer?",
            about="how the child is started",
        ),
        Misconception(
            "K12.7",
            "the output's text used as an object",
            lambda bench: takes_text_for_an_object(bench, bench.once(well)),
            "What the child returns is a text, in this way of starting it. What makes an object of it?",
            about="the child's output",
        ),
    ),
    hints=(
        (
            "Go through the ten: if this function is called a second time with the same payment, is anything in the world other "
            "than after the first? And the parent: how does it learn what the six have found out, and that one of them has failed?"
        ),
        (
            "Reading, computing and replacing can be repeated. What adds, sends, orders or draws a number cannot. An Express child is "
            "started and awaited by an SDK call, which returns its output as a text, and which does not fail when the child "
            "does: it says so in its answer. Lesson steps D2 and D6."
        ),
        (
            "`arn:aws:states:::aws-sdk:sfn:startSyncExecution` with `StateMachineArn` and `Input`, which may be all that the parent "
            "has. The answer has `Status`, and `Output`, a text: `$parse($states.result.Output)` or "
            "`States.StringToJson($.Output)`. A Choice on `Status` leads to a Fail where it is not `SUCCEEDED`."
        ),
        (
            "A neighbour asks an Express child for a fee, and puts it beside its own input:\n"
            "```json\n"
            '"Ask": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:startSyncExecution",\n'
            '  "Parameters": {"StateMachineArn": "...:stateMachine:fee", "Input.$": "$"},\n'
            '  "ResultPath": "$.asked", "Next": "Well?"},\n'
            '"Well?": {"Type": "Choice", "Default": "Failed",\n'
            '  "Choices": [{"Variable": "$.asked.Status", "StringEquals": "SUCCEEDED", "Next": "Take"}]},\n'
            '"Take": {"Type": "Pass", "Parameters": {"fee.$": "States.StringToJson($.asked.Output)"}, ...}\n'
            "```"
        ),
    ),
)
