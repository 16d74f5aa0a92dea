"""M03 E2, transform: templates between what clients say and what a service wants, and a status for each kind of answer.

Judged by requests sent through the account's front door, and by what the service was handed. Decided:

* The status may be chosen by a pattern, or by a template that overrides it; only what the client gets counts.
* Two patterns must not fit the same message: which of them AWS takes is not documented. The lab takes the smaller status.
* Messages of failures may have several lines, which a plain `.` does not match, as on AWS.
* Which payment a request is about stays out of the bodies of errors: they are the same for everybody.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same

from .mapped import FUNCTION, Case, Mapped, mapped

TAKEN, REJECTED, BROKEN = 200, 422, 502
INSIDE = (FUNCTION, "stackTrace", "/var/task", "errorMessage", "errorType", "10.0.0.7")
ERRORS = {REJECTED: "REJECTED", BROKEN: "UNAVAILABLE"}


def variant(rng: random.Random) -> dict[str, Any]:
    """How clients call policy, amount and currency."""
    return {
        "policy": rng.choice(("police", "contract", "cover", "policyNo", "polis")),
        "amount": rng.choice(("amt", "total", "due", "price", "value")),
        "currency": rng.choice(("ccy", "cur", "unit", "coin", "money")),
    }


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a learner sees: the client's names beside the service's."""
    return {f"clients say for {name}": values[key] for key, name in _NAMES.items()}


_NAMES = {"policy": "policyId", "amount": "amount", "currency": "currency"}


def cases(bench: Bench) -> list[Case]:
    """The requests that everybody may see, and the hidden ones."""
    rng = random.Random(f"cases {bench.variant}")

    def case(status: int, *failure: str) -> Case:
        return _case(rng, status, *failure)

    return [
        case(TAKEN),
        case(REJECTED, "Refused", "REJECTED: the credit line is used up"),
        case(BROKEN, "LedgerError", f"ERROR: {FUNCTION} cannot reach 10.0.0.7:5432"),
        case(REJECTED, "Refused", "REJECTED: two reasons\n- the policy has ended\n- no mandate"),
        case(BROKEN, "KeyError", "'balance'"),
        *more_cases(bench),
    ]


@hidden
def more_cases(bench: Bench, rng: random.Random) -> list[Case]:  # noqa: ARG001  (a hidden function's signature)
    """A whole amount, letters beyond ASCII; a refusal, and failures in other words, in one line or several."""
    seconds = rng.randint(3, 9)
    return [
        _case(rng, TAKEN, amount=rng.randint(1, 900), policy=f"PØL-{rng.randint(1000, 9999)}"),
        _case(rng, REJECTED, "Refused", f"REJECTED: more than {rng.randint(100, 900)} a day"),
        _case(rng, BROKEN, "ERROR", f"ERROR\nin {FUNCTION}, after {seconds} tries"),
        _case(rng, BROKEN, "Sandbox.Timedout", f"Task timed out after {seconds}.00 seconds"),
    ]


def _case(
    rng: random.Random, status: int, kind: str = "", message: str = "", *, amount: float = 0, policy: str = ""
) -> Case:
    return Case(
        policy or f"POL-{rng.randint(1000, 9999)}",
        amount or rng.randint(500, 90_000) / 100,
        rng.choice(("EUR", "CHF", "SEK", "PLN")),
        status,
        f"PAY-{rng.randint(1, 999_999):06}",
        (kind, message),
    )


def scene(bench: Bench) -> list[Mapped]:
    """All the requests, through the templates that were delivered."""
    return mapped(bench, cases(bench))


def _mapped(bench: Bench) -> list[Mapped]:
    for name in ("request_templates", "responses"):
        bench.answer(name)  # where it is not written yet, that is said
    return bench.once(scene)


def is_told(bench: Bench) -> Iterator[Finding]:
    """The service is handed the four fields, and nothing else."""
    for row, each in enumerate(_mapped(bench), start=1):
        bench.count()
        expected = {
            "policyId": each.case.policy,
            "amount": each.case.amount,
            "currency": each.case.currency,
            "requestId": each.request_id,
        }
        if each.handled is None:
            yield Finding("what the service gets", each.body, _nothing(each), expected, row)
        elif not same(each.handled.event, expected):
            yield Finding("what the service gets", each.body, each.handled.event, expected, row)


def answered(status: int) -> Callable[[Bench], Iterator[Finding]]:
    """Return the check that requests that should end with this status do, with the body that belongs to it."""

    def check(bench: Bench) -> Iterator[Finding]:
        for row, each in enumerate(_mapped(bench), start=1):
            if each.case.status != status:
                continue
            bench.count()
            document = _body(each)
            if each.answer.status != status or not same(each.answer.document, document):
                wanted = {"status": status, "body": document}
                yield Finding("what the client gets", each.given, each.got, wanted, row)
            elif len(each.fitting) > 1:
                got = f"the patterns of {' and '.join(each.fitting)} all fit"
                expected = "one pattern that fits: AWS does not say which of several it takes"
                yield Finding("selection patterns", each.given, got, expected, row)

    return check


def _nothing(each: Mapped) -> str:
    got = each.got
    return f"nothing; {got}" if isinstance(got, str) else f"nothing; the client gets status {got['status']}"


def _body(each: Mapped) -> dict[str, Any]:
    if each.case.status == TAKEN:
        return {"status": "OK", "paymentId": each.case.payment}
    return {"error": ERRORS[each.case.status], "requestId": each.request_id}


def keeps_inside(bench: Bench) -> Iterator[Finding]:
    """No word of the inside reaches a client; an API that only fails by itself keeps nothing back."""
    for row, each in enumerate(_mapped(bench), start=1):
        bench.count()
        leaked = [word for word in INSIDE if word in each.answer.text]
        if leaked:
            expected = f"nothing of the inside; this names {', '.join(leaked)}"
            yield Finding("what the client gets", each.given, each.got, expected, row)
        elif each.handled is None:
            yield Finding("what the client gets", each.given, each.got, "an answer of the service", row)
        elif each.answer.reason:
            yield Finding("what the client gets", each.given, each.got, "an answer by your templates", row)


def _refused_with_200(bench: Bench) -> bool:
    found = [each for each in _mapped(bench) if each.case.status == REJECTED and each.handled]
    return bool(found) and all(each.answer.status == TAKEN for each in found)


EXERCISE = Exercise(
    id="m03.e2",
    title="Transform",
    lesson="D2",
    deliver=("request_templates", "responses"),
    variant=variant,
    shown=shown,
    parts=(
        Part("The service gets what it wants, in its own words", 2, "V", is_told),
        Part("A payment that is taken is answered with 200", 2, "B", answered(TAKEN)),
        Part("One that is refused is answered with 422", 2, "B", answered(REJECTED)),
        Part("Any other failure is answered with 502", 2, "B", answered(BROKEN)),
        Part("Nothing of the inside reaches the client", 2, "N", keeps_inside),
    ),
    misconceptions=(
        Misconception(
            "K03.5",
            "all errors mapped to 200",
            _refused_with_200,
            "How would a client library notice that the payment was refused?",
            about="the status of a refused payment",
        ),
    ),
    hints=(
        (
            "Follow one refused payment through the four columns: what does the client send, what does the service get, what does "
            "it say, what reaches the client? In which column is it decided that the status is 422?"
        ),
        (
            "A request template writes a new body from the old one. On the way back the gateway compares the message of a "
            "failed function with the selection pattern of each response; the one without a pattern takes what is left, and "
            "a template writes the client's body. A response without a template lets everything through as it is. "
            "See lesson step D2."
        ),
        (
            "`$input.json('$.name')` writes a field as JSON, quotes included; `$context.requestId` is the request's id. A pattern is a "
            "regular expression for the whole message, and `.` matches no line break: `(.|\\n)*` does."
        ),
        (
            "A neighbour: the claims service fails with `UNKNOWN: ...` for claims that it does not have.\n"
            "```python\n"
            'request_templates = {"application/json": \'{"claimId": $input.json("$.claim"), "asked": "$context.requestTime"}\'}\n'
            'responses = {\n    "200": {"responseTemplates": {"application/json": \'{"state": $input.json("$.state")}\'}},\n'
            '    "404": {"selectionPattern": "UNKNOWN:(.|\\\\n)*",\n'
            '            "responseTemplates": {"application/json": \'{"error": "NO SUCH CLAIM"}\'}},\n}\n'
            "```"
        ),
    ),
)
