"""Executions of M12 E4 that are waited for, and those that are stopped."""

import random
from collections.abc import Iterator
from typing import Any

from grader.checks import Bench, Finding, same

from .driving import Called, Lab

__all__ = ["STOP", "WAIT", "stops_all", "waits"]

WAIT, STOP = "wait_done", "stop_all"
# A look a second is quick enough, and a few more do not matter.
SPARE_LOOKS = 5
MANY = 104


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
            run = lab.start(arn, given)
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
        # A text with the output in it would look like the output.
        is_text = not called.error and isinstance(called.returned, str)
        yield Finding(where, None, f"the text {called.returned}" if is_text else called.told, output, row)


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
        lab.start(arn, {"seconds": 1})
        account.clock.sleep(5)
        for _ in range(MANY):
            lab.start(arn, {"seconds": 9000})
        lab.start(other, {"seconds": 9000})
        called = lab.call(STOP, arn)
        left = {"running": sum(run.status == "RUNNING" for run in lab.runs(arn))}
        left |= {"of another machine": sum(run.status == "RUNNING" for run in lab.runs(other))}
    got = {**left, "stop_all": called.told}
    expected = {"running": 0, "of another machine": 1, "stop_all": MANY}
    if not same(got, expected):
        yield Finding(
            f"{MANY} executions run, one has ended, and one is of another machine", None, got, expected
        )
