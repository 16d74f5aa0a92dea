"""M07 E4, the payment workflow: a definition that orchestrates four functions, and the role in which it does.

Decided:

* What comes out, what is in the tables, and how it is decided are judged apart: a forgotten service costs the effects,
  not the answer; an answer in another form costs that, not the effects.
* The order of customer and sales is the learner's, also at once in a Parallel. That charge comes first follows from what
  the others need; confirm may not come before the updates, for it says that they are done.
* Whether a payment is accepted is charge's to say. So charge is played with another limit than the one in the text:
  a machine that has made the rule its own then goes another way than charge says. Going wrong in the same way for both
  limits costs nothing here; it has cost the other parts.
* A role is judged by what it allows, in whatever form, versions and aliases of the four functions included.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from grader.checks import AnswerError, Bench, Exercise, Finding, Misconception, Part, hidden, same
from grader.checks.machines import Ending, Story, differences
from grader.rubrics.insurer import CHANNELS, prefix

from . import slips, workflow_role
from .payment_services import DEFINITION, SERVICES, Paid, names, pay

PERMISSIONS = "permissions"


@dataclass(frozen=True)
class Payment:
    """One payment request: its number in the table, and its amount."""

    number: int
    amount: float

    @property
    def payment_id(self) -> str:
        """What charge calls it."""
        return f"PAY-{1000 + 7 * self.number:06}"

    @property
    def request(self) -> dict[str, Any]:
        """Return it as the workflow's input."""
        policy, month = f"POL-{1040 + self.number}", 1 + self.number % 12
        return {
            "policyId": policy,
            "customerId": f"C-{70 + self.number}",
            "amount": self.amount,
            "currency": "EUR",
            "period": f"2025-{month:02}",
            "channel": CHANNELS[self.number % len(CHANNELS)],
            "idempotencyKey": f"{policy}-2025-{month:02}",
        }


def variant(rng: random.Random) -> dict[str, Any]:
    """The prefix of the functions' names, and the amount over which charge declines at present."""
    return {"prefix": prefix(rng), "limit": rng.randint(20, 90) * 100}


def payments(bench: Bench) -> list[Payment]:
    """Five payments around the limit and far from it."""
    limit = bench.variant["limit"]
    amounts = (129.5, limit * 3, limit, limit + 0.01, 9.99)
    return [Payment(number, amount) for number, amount in enumerate(amounts, start=1)]


@hidden
def more_payments(bench: Bench, rng: random.Random) -> list[Payment]:
    """Three more, at random: one is declined."""
    limit = bench.variant["limit"]
    amounts = [rng.randint(500, 100_000) / 100, limit + rng.randint(1, 900), rng.randint(1, limit)]
    return [Payment(number, amount) for number, amount in enumerate(amounts, start=6)]


def answers_right(bench: Bench) -> Iterator[Finding]:
    """Find a payment whose execution ends otherwise than with the three agreed fields."""
    for payment in [*payments(bench), *more_payments(bench)]:
        bench.count()
        output = {
            "paymentId": payment.payment_id,
            "status": "PAID" if _accepted(bench)(payment.amount) else "DECLINED",
            "confirmationId": f"CONF-{payment.payment_id}",
        }
        story = _paid(bench, payment, _accepted(bench)).story
        yield from differences(story, Ending(output=output), _where(payment), row=payment.number)


def leaves_the_right_rows(bench: Bench) -> Iterator[Finding]:
    """Find a payment after which the tables hold something else than they should."""
    for payment in [*payments(bench), *more_payments(bench)]:
        bench.count()
        paid = _paid(bench, payment, _accepted(bench))
        found = list(_rows_found(payment, paid, _rows(payment, accepted=_accepted(bench)(payment.amount))))
        yield from found or _confirmed_too_early(bench, payment, paid.story)


def allows_what_is_called(bench: Bench) -> Iterator[Finding]:
    """Find what the role may not do and should, or may do and should not."""
    permissions = _permissions(bench)
    bench.count()
    lacking = list(workflow_role.too_little(permissions, names(bench).values()))
    yield from lacking or workflow_role.too_much(permissions, names(bench).values(), _other_functions(bench))


def leaves_the_rule_to_charge(bench: Bench) -> Iterator[Finding]:
    """Find a payment that goes another way than charge says, once charge has another limit."""
    limit = bench.variant["limit"]
    small, large = Payment(21, limit / 4), Payment(22, limit * 2)
    yield from _follows(bench, "PAID", usual=small, now=large)
    yield from _follows(bench, "DECLINED", usual=large, now=small)


def _follows(bench: Bench, answer: str, *, usual: Payment, now: Payment) -> Iterator[Finding]:
    """Find that a payment goes another way than one to which charge usually gives the same answer."""
    bench.count()
    known = _paid(bench, usual, _accepted(bench)).story
    story = _paid(bench, now, lambda _: answer == "PAID").story
    if not _is_routed(bench, known, answer) or sorted(story.called) != sorted(known.called):
        expected = {"called": list(known.called)} if known.called else "charge is called, and decides"
        where = f"charge has another limit, and answers {answer} for {now.amount:g}"
        yield Finding(where, story.given, {"called": list(story.called)}, expected, run=story.drawn())


def _is_routed(bench: Bench, story: Story, answer: str) -> bool:
    """Whether an execution comes as far as to be routed: to charge, and to confirm where charge accepts."""
    wanted = ("charge", "confirm") if answer == "PAID" else ("charge",)
    return all(names(bench)[service] in story.called for service in wanted)


def _accepted(bench: Bench) -> Callable[[float], bool]:
    """Return what charge does at present."""
    limit = bench.variant["limit"]
    return lambda amount: bool(amount <= limit)


def _paid(bench: Bench, payment: Payment, charges: Callable[[float], bool]) -> Paid:
    return pay(bench, payment.request, charges, payment.payment_id)


def _where(payment: Payment) -> str:
    return f"payment {payment.number}, {payment.amount:g} EUR"


def _rows(payment: Payment, *, accepted: bool) -> dict[str, list[dict[str, Any]]]:
    """Return what each table should hold after a payment."""
    status = "PAID" if accepted else "DECLINED"
    known = {**payment.request, "paymentId": payment.payment_id, "status": status}
    done = SERVICES if accepted else ("charge", "confirm")
    return {
        table: [{name: known[name] for name in needs}] if service in done else []
        for service, (table, needs) in SERVICES.items()
    }


def _rows_found(payment: Payment, paid: Paid, wanted: dict[str, list[dict[str, Any]]]) -> Iterator[Finding]:
    """Find the tables that hold other rows than wanted."""
    wrong = [table for table in wanted if not same(paid.tables[table], wanted[table])]
    if wrong:
        yield Finding(
            f"{_where(payment)}: the tables",
            payment.request,
            {table: paid.tables[table] for table in wrong},
            {table: wanted[table] for table in wrong},
            payment.number,
            run=paid.story.drawn(),
        )


def _confirmed_too_early(bench: Bench, payment: Payment, story: Story) -> Iterator[Finding]:
    """Find that the customer was told before everything was done."""
    if story.called[-1] != names(bench)["confirm"]:
        got, expected = {"called": list(story.called)}, "confirm is the last"
        where = f"{_where(payment)}: the order of the calls"
        yield Finding(where, payment.request, got, expected, payment.number, run=story.drawn())


def _permissions(bench: Bench) -> Any:
    value = bench.answer(PERMISSIONS).value
    if not isinstance(value, dict | str):
        raise AnswerError(
            PERMISSIONS, f"it is {json.dumps(value)}", "a policy: a dictionary, or a text in JSON"
        )
    return value


def _other_functions(bench: Bench) -> list[str]:
    """Return names of functions that the workflow does not call; some begin like those that it calls."""
    own = bench.variant["prefix"]
    return ["payroll", f"{own}-refund", f"{own}-charge-back", f"{own}-update-sales-targets"]


def _lets_other_functions_in(bench: Bench) -> bool:
    """Whether a star in the role covers functions that the workflow does not call."""
    permissions = _permissions(bench)
    arns = map(workflow_role.function_arn, _other_functions(bench))
    return any(workflow_role.admits(permissions, workflow_role.INVOKE, arn) for arn in arns)


EXERCISE = Exercise(
    id="m07.e4",
    title="Payment workflow",
    lesson="D3",
    deliver=(DEFINITION, PERMISSIONS),
    variant=variant,
    parts=(
        Part("Every payment ends with paymentId, status and confirmationId", 4, "B", answers_right),
        Part("Every service has done its part, once, and no other has", 3, "X", leaves_the_right_rows),
        Part(
            "The role may invoke these four functions, and nothing else",
            2,
            "S",
            allows_what_is_called,
            lesson="D8",
        ),
        Part(
            "Whether a payment is accepted is for charge to say",
            1,
            "N",
            leaves_the_rule_to_charge,
            lesson="D7",
        ),
    ),
    misconceptions=(
        *slips.of_writing(DEFINITION),
        Misconception(
            "K07.12",
            "role with a star",
            _lets_other_functions_in,
            "Which functions does this workflow call? List them.",
            about="the role",
        ),
    ),
    hints=(
        (
            "Write down, for each of the four functions, where each field that it needs comes from: from the request, or from "
            "another function's answer? Is it still there when that function's turn comes? And what of all that is in the "
            "answer of the whole?"
        ),
        (
            "The output of a state is the input of the next. So a Task that is to keep the request puts its answer beside it, in a "
            "place of its own, and a Task that is to send certain fields picks them. The status that charge answers decides in a "
            "Choice whether customer and sales are called; both ways meet again at confirm. Steps D3 and D5 of the lesson show "
            "the fields of a Task, step D8 the role."
        ),
        (
            '{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "<name>", "Payload": '
            '{"<field>.$": "$.<field>", "<field>.$": "$.<kept>.<field>"}}, "ResultSelector": {"<field>.$": "$.Payload.<field>"}, '
            '"ResultPath": "$.<kept>", "Next": ...}. The role: {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", '
            '"Action": "lambda:InvokeFunction", "Resource": [<the functions\' ARNs>]}]}.'
        ),
        (
            "A neighbour: a claim is registered, then a workshop is told of it.\n"
            "```json\n"
            '"Register": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "register", '
            '"Payload.$": "$"}, "ResultSelector": {"claimId.$": "$.Payload.claimId"}, "ResultPath": "$.registered", "Next": '
            '"Tell"}\n'
            '"Tell": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "tell", '
            '"Payload": {"claimId.$": "$.registered.claimId", "car.$": "$.car"}}, "ResultPath": null, "Next": "Answer"}\n'
            '"Answer": {"Type": "Pass", "Parameters": {"claimId.$": "$.registered.claimId", "told": true}, "End": true}\n'
            "```\n"
            "Its role may do lambda:InvokeFunction with the ARNs of register and tell."
        ),
    ),
)
