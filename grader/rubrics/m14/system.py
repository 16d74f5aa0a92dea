"""A payment system that an answer deployed, driven from outside: the examiner is customer, manager and caller of partners.

    with opened(bench) as system:                        # the account, what stands before, deploy(settings)
        asked = system.pay(system.request("POL-1042"))   # POST /payments: a `grader.checks.doors.Asked`
        system.wait(60)                                  # virtual seconds; `system.settle()` until all is quiet
        for message in system.approvals():               # what the manager's people read, JSON
            system.decide(message, approved=True)        # or False, or None: SendTaskFailure
        system.status(asked.document["paymentId"])       # GET: "paid" ..., or the HTTP status where it is not 200
        system.rows("customer-payments")                 # a table as a list of dicts, numbers as they are
        system.book("POL-1042")                          # the bank's book of a policy: ["charge", "refund"]
        system.upload("call.mp3")                        # a recording
        system.reconcile("march.csv", [("PAY-1", "12.50")])  # a `RunEnd`: its status, and why it failed
        system.result("march")                           # results/march.json of the files, None where there is none

`system.account` is the account, `system.settings` what `deploy` was given, `system.name("bank")` a name with the prefix, and
`system.begin` the length of the trace when `deploy` had returned. `system.made` has the requests that were accepted, by the
payments' ids.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import boto3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from grader.checks import Bench
from grader.checks.doors import Asked, ask

from .edges import stand_before
from .run_end import RunEnd, end_of

__all__ = ["DEPLOY", "PERSONAL", "System", "opened"]

DEPLOY = "deploy"
# What every name, and every address, in a request has.
PERSONAL = ("Ada Byron", "@example.com")
RETURNED = {"url": "https://", "workflow": "arn:aws:states:", "reconciliation": "arn:aws:states:"}


@dataclass(frozen=True)
class System:
    """One deployed system in an open account."""

    account: Any
    settings: Mapping[str, Any]
    url: str
    workflow: str
    reconciliation: str
    begin: int
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    def name(self, short: str) -> str:
        """Return a name with the system's prefix."""
        return f"{self.settings['prefix']}-{short}"

    def request(self, policy: str, **fields: Any) -> dict[str, Any]:
        """Return a payment request for a policy: an amount below the limit, one key for each policy; `fields` replace."""
        number = policy.rpartition("-")[2]
        return {
            "policyId": policy,
            "customerId": f"C-{number}",
            "amount": 129.5,
            "currency": "EUR",
            "period": "2025-03",
            "channel": "web",
            "idempotencyKey": f"{policy}-2025-03",
            "customerName": f"{PERSONAL[0]} {number}",
            "email": f"ada.{number}{PERSONAL[1]}",
            **fields,
        }

    def pay(self, request: Any) -> Asked:
        """POST a payment request, a document or a text."""
        asked = ask(self.account, "POST", f"{self.url}/payments", request)
        if asked.status == 202 and isinstance(asked.document, dict) and isinstance(request, dict):
            self.made[str(asked.document.get("paymentId", ""))] = request
        return asked

    def paid(self, policy: str, **fields: Any) -> str:
        """POST a good request for a policy; return the payment's id, "" where none came back."""
        document = self.pay(self.request(policy, **fields)).document
        return str(document.get("paymentId", "")) if isinstance(document, dict) else ""

    def status(self, payment_id: str) -> Any:
        """GET a payment; return its status, or the HTTP status where that is not 200."""
        asked = ask(self.account, "GET", f"{self.url}/payments/{payment_id}")
        found = asked.document
        return found.get("status") if asked.status == 200 and isinstance(found, dict) else asked.status

    def wait(self, seconds: float) -> None:
        """Let virtual time pass."""
        self.account.clock.advance(seconds)

    def settle(self, at_most: float = 6 * 3600.0) -> Any:
        """Let time pass until nothing is under way; return what still is after `at_most` seconds."""
        return self.account.settle(at_most)

    def approvals(self) -> list[dict[str, Any]]:
        """Take what lies in the approvals queue now; a message that is no JSON object is left out."""
        sqs, url = self._client("sqs"), self.queue_url("approvals")
        taken: list[dict[str, Any]] = []
        while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for each in found:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
                taken += [body] if isinstance(body := _read(each["Body"]), dict) else []
        return taken

    def decide(self, message: Mapping[str, Any], *, approved: bool | None) -> str:
        """Answer an approval as the manager does, None by SendTaskFailure; return the error's code, "" where it was taken."""
        states, token = self._client("stepfunctions"), str(message.get("taskToken", ""))
        try:
            if approved is None:
                states.send_task_failure(taskToken=token, error="NotNow", cause="the manager is ill")
            else:
                states.send_task_success(taskToken=token, output=json.dumps({"approved": approved}))
        except states.exceptions.ClientError as refusal:
            return str(refusal.response["Error"]["Code"])
        return ""

    def queue_url(self, short: str) -> str:
        """Return the URL of a queue of the system."""
        return str(self._client("sqs").get_queue_url(QueueName=self.name(short))["QueueUrl"])

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return what is in a table, in no order; numbers as int or float. Nothing is in one that is not there.

        No call is made: it costs nothing, takes no time, and works while the table is down.
        """
        from moto.dynamodb.models import dynamodb_backends  # moto takes seconds to import

        kept = dynamodb_backends[self.account.id][self.settings["region"]].tables.get(self.name(table))
        read = TypeDeserializer().deserialize
        return [
            {name: _plain(read(value.to_json())) for name, value in item.attrs.items()}
            for item in (kept.all_items() if kept else ())
        ]

    def book(self, policy: str) -> list[str]:
        """Return what the bank did for a policy: one ``charge`` or ``refund`` for each of its entries, in order."""
        return sorted(row["action"] for row in self.rows("bank-book") if row["policyId"] == policy)

    def runs(self, arn: str) -> list[Any]:
        """Return the executions of a state machine, the oldest first, as the account knows them."""
        machine = self.account.state_machines.machines.get(arn)
        return list(machine.runs) if machine else []

    def definition(self, arn: str) -> Any:
        """Return the definition of a state machine of the system, {} where it is not there."""
        machine = self.account.state_machines.machines.get(arn)
        return machine.revision.definition.definition if machine else {}

    def upload(self, key: str) -> None:
        """Upload a recording."""
        self._client("s3").put_object(Bucket=self.name("recordings"), Key=key, Body=b"sound")

    def reconcile(self, key: str, lines: list[tuple[str, str]]) -> RunEnd:
        """Put a file of (paymentId, amount) and reconcile it; return how the execution stands when all is quiet."""
        body = "\n".join(["paymentId,amount", *(",".join(line) for line in lines)])
        bucket, states = self.name("files"), self._client("stepfunctions")
        self._client("s3").put_object(Bucket=bucket, Key=key, Body=body.encode())
        given = json.dumps({"bucket": bucket, "key": key})
        started = states.start_execution(stateMachineArn=self.reconciliation, input=given)
        self.settle()
        ended = states.describe_execution(executionArn=started["executionArn"])
        return end_of(ended, self.account.state_machines.runs[started["executionArn"]].map_runs())

    def result(self, name: str) -> Any:
        """Return ``results/{name}.json`` of the files, JSON read; None where it is not there."""
        s3 = self._client("s3")
        try:
            found = s3.get_object(Bucket=self.name("files"), Key=f"results/{name}.json")
        except s3.exceptions.NoSuchKey:
            return None
        return _read(found["Body"].read().decode("utf-8", "replace"))

    def keep(self, rows: list[dict[str, Any]]) -> None:
        """Put payments into `payment-requests`, as an earlier month left them there."""
        client, write = self._client("dynamodb"), TypeSerializer().serialize
        items = [{name: write(_exact(value)) for name, value in row.items()} for row in rows]
        for begin in range(0, len(items), 25):
            puts = [{"PutRequest": {"Item": item}} for item in items[begin : begin + 25]]
            client.batch_write_item(RequestItems={self.name("payment-requests"): puts})

    def _client(self, service: str) -> Any:
        region = self.settings["region"]
        if region == self.account.region:
            return self.account.client(service)  # it is there already
        return boto3.client(service, region_name=region)


@contextmanager
def opened(
    bench: Bench,
    answer: str = DEPLOY,
    *,
    settings: Mapping[str, Any] | None = None,
    policies: str = "read",
) -> Iterator[System]:
    """Open an account, make what stands before, and let the answer build its system; `settings` replace those of the variant.

    Raises `AnswerError` where the answer does not run or does not return the three addresses.
    """
    given = {**bench.variant, **(settings or {})}
    with bench.account(policies=policies, region=given["region"]) as account:
        stand_before(given)
        deploy = bench.answer(answer)
        found = deploy(given)
        for name, begin in RETURNED.items():
            told = found.get(name) if isinstance(found, dict) else None
            if not (isinstance(told, str) and told.startswith(begin)):
                raise deploy.refused(found, f'a dict with "{name}": a text that begins with {begin}')
        account.settle()
        yield System(
            account,
            given,
            found["url"].rstrip("/"),
            found["workflow"],
            found["reconciliation"],
            len(account.trace),
        )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | set) else value


def _exact(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
