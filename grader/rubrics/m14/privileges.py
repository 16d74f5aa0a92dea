"""Whether roles may do what they have to, and no more: the system once again, where policies are enforced."""

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from grader.checks import Bench, Finding
from grader.rubrics.insurer import counted

from .actors import Actor, actor_of, at_tables, role_of
from .edges import CLOSED, DECLINED
from .parts import GIVEN_BACK, HEARD, MONTH, PERSON, RECORDINGS
from .settings import other_settings
from .stories import SERVICES, Day
from .system import System, opened

__all__ = ["least_privilege"]

# What a policy's reading finds that is too wide, whoever has it.
TOO_WIDE = ("all-but", "any-action", "any-resource", "anybody")
HERE = "policies enforced, other settings"
LINES, SOON = 20, 300.0


@dataclass(frozen=True)
class Kind:
    """A kind of payment: what is special, its policy and amount, how it should end, and the part to which it belongs."""

    given: str
    policy: str
    amount: float
    status: str
    part: str


def least_privilege(bench: Bench, holding: Collection[str]) -> list[Finding]:
    """Deploy with other settings where policies are enforced, tell the shortest of stories, and read the roles.

    `holding` are the parts that hold where policies are not enforced; only of these something is asked here.
    """
    settings = other_settings(bench.variant, random.Random(f"{bench.variant}"))
    with opened(bench, settings=settings, policies="enforce") as system:
        found = [*_payments(Day(system), holding), *_files(system, holding)]
        if found:  # the reasons first: what was refused
            return [*_refused(system), *found]
        return [*_too_wide(system), *_more_than_its_part(system)]


def _payments(day: Day, holding: Collection[str]) -> Iterator[Finding]:
    """Play an ordinary payment, and one of each other kind that holds."""
    system, limit = day.system, day.system.settings["limit"]
    kinds = [
        Kind("below the limit", day.policy(), 5, "paid", ""),
        Kind("of just the limit", day.policy(), limit, "paid", PERSON),
        Kind("above the limit, and the manager says nothing", day.policy(), limit + 1, "refused", PERSON),
        Kind("that the bank declines", day.policy(DECLINED), 5, "declined", HEARD),
        Kind("that the ledger does not confirm", day.policy(CLOSED), 5, "refunded", GIVEN_BACK),
    ]
    payments = [
        (kind, system.paid(kind.policy, amount=kind.amount)) for kind in kinds if kind.part in {"", *holding}
    ]
    long = system.settings["hours"] * 3600.0
    system.wait(long - SOON)
    for kind, payment in payments:
        if kind.status == "refused":
            yield from _stands(system, payment, "waiting", kind)
    system.wait(2 * SOON)
    for kind, payment in payments:
        yield from _stands(system, payment, kind.status, kind)
    heard = {table: len(system.rows(table)) for table in SERVICES.values()}
    paid = sum(kind.status == "paid" for kind, _ in payments)
    if HEARD in holding and set(heard.values()) != {paid}:
        yield Finding("rows", f"{HERE}: {counted(paid, 'paid payment')}", heard, dict.fromkeys(heard, paid))


def _stands(system: System, payment: str, expected: str, kind: Kind) -> Iterator[Finding]:
    status = system.status(payment) if payment else "no id came back"
    if status != expected:
        yield Finding("GET /payments/{paymentId}", f"{HERE}: a payment {kind.given}", status, expected)


def _files(system: System, holding: Collection[str]) -> Iterator[Finding]:
    """Upload a recording, and compare a file without deviations."""
    if RECORDINGS in holding:
        system.upload("first.mp3")
        system.settle()
        if len(rows := system.rows("transcripts")) != 1:
            yield Finding("table transcripts", f"{HERE}: first.mp3 is uploaded", rows, "one row")
    if MONTH in holding:
        system.keep(
            [{"paymentId": f"PAY-M{number}", "amount": 5, "status": "paid"} for number in range(LINES)]
        )
        end = system.reconcile("july.csv", [(f"PAY-M{number}", "5") for number in range(LINES)])
        got = {"status": str(end), "results/july.json": system.result("july")}
        wanted = {"status": "SUCCEEDED", "results/july.json": {"compared": LINES, "deviating": []}}
        if got != wanted:
            yield Finding("reconciliation", f"{HERE}: a file without deviations", got, wanted)


def _refused(system: System) -> Iterator[Finding]:
    """Find what policies refused, each kind once."""
    said = set()
    for span in system.account.trace[system.begin :]:
        reason = str(span.detail.get("reason") or span.detail.get("message") or "")
        refused = span.detail.get("http") == 403 or "not authorized" in reason
        who = str(actor_of(system, span) or span.name)
        if refused and span.kind == "delivery":
            who = f"{span.service} {span.name}"
        if refused and (who, span.name, span.target) not in said:
            said.add((who, span.name, span.target))
            if span.kind == "delivery":  # the receiver's policy, or a rule's role: the reason says which
                yield Finding(who, f"a delivery to {span.target}", reason, "a policy that lets it in")
                continue
            yield Finding(
                who,
                f"{span.service} {span.name} of {span.target}",
                "refused for want of a permission",
                "a policy that allows it",
            )


def _too_wide(system: System) -> Iterator[Finding]:
    for each in system.account.permissions.findings():
        if each.code in TOO_WIDE:
            yield Finding(
                each.policy, each.statement, each.text, "what it does, on the resource that it does it to"
            )


def _more_than_its_part(system: System) -> Iterator[Finding]:
    """Ask of the role in which each of the three services writes, whether it may do what is none of its business."""
    arn = f"arn:aws:{{}}:{system.settings['region']}:{system.account.id}:{{}}".format
    tables = ("payment-requests", *SERVICES.values())
    for service, own in SERVICES.items():
        foreign = [
            ("dynamodb:PutItem", arn("dynamodb", f"table/{system.name(each)}"))
            for each in tables
            if each != own
        ]
        foreign += [
            ("dynamodb:GetItem", arn("dynamodb", f"table/{system.name('payment-requests')}")),
            ("lambda:InvokeFunction", arn("lambda", f"function:{system.name('bank')}")),
            ("states:StartExecution", system.workflow),
        ]
        # What it has heard of stays: it writes rows, and takes none away.
        foreign += [
            (f"dynamodb:{each}", arn("dynamodb", f"table/{system.name(own)}"))
            for each in ("DeleteItem", "DeleteTable")
        ]
        for actor in _writers(system, own):
            role = role_of(system, actor)
            for action, resource in foreign:
                if role and system.account.permissions.explain(role, action, resource).allowed:
                    yield Finding(
                        f"the role of {actor}",
                        f"{action} on {resource}",
                        "allowed",
                        f"not allowed: {service} has no part in it",
                    )


def _writers(system: System, table: str) -> list[Actor]:
    found = (actor_of(system, span) for name, span, writes in at_tables(system) if writes and name == table)
    return sorted({each for each in found if each}, key=str)
