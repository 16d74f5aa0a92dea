"""The function `charge` of M09 E3: called again and again for the same payments, and judged by what is in its table."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import boto3

from grader.checks import Bench, Check, Finding, effects, plain, raises_like, same

from .bank import payment_request

__all__ = ["Charged", "charge_several", "is_safe", "leaves_two_items"]

REFUNDED = "2025-03-02"
# What the exercise says of an item; more fields do no harm.
KEPT = ("chargeId", "policyId", "amount", "refundedAt")

Scene = Callable[[Bench], "list[Charged]"]


@dataclass(frozen=True)
class Charged:
    """One call of `charge`: what for, what it returned, and the items of the table afterwards."""

    payment: dict[str, Any]
    returned: Any
    items: list[dict[str, Any]]


def charge_several(bench: Bench, more: list[dict[str, Any]]) -> list[Charged]:
    """Charge a payment, note in its item that it was given back, ask for it once more; then another period, and `more`."""
    rng = random.Random(f"{bench.variant}/charge")
    first = payment_request(rng)
    later = first | {"period": "2026-01", "idempotencyKey": f"{first['policyId']}-2026-01"}
    with bench.account() as account:
        table = _table(account, f"{bench.variant['prefix']}-charges")
        seen = [_charge(bench, first, table)]
        for item in seen[0].items:
            table.update_item(
                Key={"chargeId": item["chargeId"]},
                UpdateExpression="SET refundedAt = :day",
                ExpressionAttributeValues={":day": REFUNDED},
            )
        seen += [_charge(bench, payment, table) for payment in (first, later, *more, first)]
    return seen


def is_safe(scene: Scene) -> Check:
    """Make the check that each payment has one item, that a repeat changes nothing, and that errors are not hidden."""

    def check(bench: Bench) -> Iterator[Finding]:
        yield from _once_each(bench, bench.once(scene))
        where = "charging into a table that does not exist"
        yield from raises_like(_without_table, "ResourceNotFoundException", where=where)(bench)

    return check


def leaves_two_items(calls: list[Charged]) -> bool:
    """Tell whether the first repeat charged a second time."""
    first, again, *_ = calls
    return (len(first.items), len(again.items)) == (1, 2)


def _once_each(bench: Bench, calls: list[Charged]) -> Iterator[Finding]:
    first: dict[str, Charged] = {}
    for number, call in enumerate(calls, start=1):
        bench.count()
        again = call.payment["idempotencyKey"] in first
        said = first.setdefault(call.payment["idempotencyKey"], call).returned
        given = {"event": call.payment, "asked for": "again" if again else "for the first time"}
        if not _is_receipt(said, call.payment):
            receipt = {"chargeId": "<a text>", "amount": call.payment["amount"]}
            yield Finding("what charge returns", given, call.returned, receipt, number)
            return
        if not same(call.returned, said):
            yield Finding("what charge returns", given, call.returned, said, number)
        wanted = [each.returned | {"policyId": each.payment["policyId"]} for each in first.values()]
        wanted[0] |= {"refundedAt": REFUNDED} if number > 1 else {}
        got = [{key: item[key] for key in KEPT if key in item} for item in call.items]
        yield from effects({"the items of the table": wanted}, {"the items of the table": got}, given)


def _charge(bench: Bench, payment: dict[str, Any], table: Any) -> Charged:
    returned = bench.answer("charge")(payment, table)
    return Charged(payment, returned, plain(table.scan()["Items"]))


def _is_receipt(said: Any, payment: dict[str, Any]) -> bool:
    return (
        isinstance(said, dict)
        and set(said) == {"chargeId", "amount"}
        and isinstance(said["chargeId"], str)
        and same(said["amount"], payment["amount"])
    )


def _without_table(bench: Bench) -> Any:
    with bench.account():
        payment = payment_request(random.Random(f"{bench.variant}/charge"))
        return bench.answer("charge")(payment, boto3.resource("dynamodb").Table("no-such-table"))


def _table(account: Any, name: str) -> Any:
    account.client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "chargeId", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "chargeId", "AttributeType": "S"}],
    )
    return boto3.resource("dynamodb").Table(name)
