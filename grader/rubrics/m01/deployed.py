"""The learner's cell as a Lambda function that several workers run, warm and cold.

The code comes from a bucket. What comes from there is not the course's own to whoever grades, and so runs where learners'
code runs, with Lambda's cold starts: modules are loaded anew, and whatever they held is gone.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from moto.awslambda.models import lambda_backends

from grader.checks import Finding, Place, plain

__all__ = ["Failure", "Function"]

FILE = "your_cell.py"
# What Lambda calls: it hands the payment and the table to the learner's function.
CALLER = """
import os

import boto3

from your_cell import {function}

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    {function}(event, table)
"""
ROLE = {"Version": "2012-10-17", "Statement": []}


@dataclass(frozen=True)
class Failure:
    """An invocation that failed: for which event, what Lambda says of it, and in which line of the cell."""

    event: dict[str, Any]
    error: str
    place: Place | None

    def finding(self, where: str) -> Finding:
        """Return it as a finding."""
        return Finding(where, self.event, self.error, "the handler runs to its end", place=self.place)


class Function:
    """A deployed cell, the `source`; its `function` is called with the event and with boto3's Table of the `table`."""

    def __init__(self, account: Any, name: str, *, source: str, function: str, table: str) -> None:
        self._account = account
        self._name = name
        self._lines = source.splitlines()
        bucket = f"{name}-code"
        account.client("s3").create_bucket(Bucket=bucket)
        account.client("s3").put_object(Bucket=bucket, Key="code.zip", Body=_zipped(source, function))
        role = account.client("iam").create_role(
            RoleName=f"{name}-role", AssumeRolePolicyDocument=json.dumps(ROLE)
        )
        account.client("lambda").create_function(
            FunctionName=name,
            Runtime="python3.12",
            Handler="app.handler",
            Role=role["Role"]["Arn"],
            Timeout=30,
            Code={"S3Bucket": bucket, "S3Key": "code.zip"},
            Environment={"Variables": {"TABLE": table}},
        )
        self._function = lambda_backends[account.id][account.region].get_function(name)

    def at_once(self, events: Iterable[dict[str, Any]]) -> Failure | None:
        """Invoke it with each event at the same moment, so that each has a worker of its own; return the first failure."""
        clock = self._account.clock
        tasks = [clock.spawn(self._invoked, event, name="a caller") for event in events]
        failures = [clock.wait(task) for task in tasks]
        return next(filter(None, failures), None)

    def start_cold(self) -> None:
        """Let all workers go: the next invocations find new ones."""
        self._account.functions.cool(self._name)

    def _invoked(self, event: dict[str, Any]) -> Failure | None:
        # Past boto3: a call takes as long as the function itself.
        outcome = self._account.functions.invoke(self._function, event)
        if not outcome.failed:
            return None
        document = plain(outcome.error)
        error = f"{document.get('errorType', 'Error')}: {document.get('errorMessage', '')}"
        return Failure(event, error, self._place(document.get("stackTrace") or []))

    def _place(self, trace: list[str]) -> Place | None:
        """Return the last line of the cell that a stack trace names."""
        found = [int(number) for each in trace for number in re.findall(rf'{FILE}", line (\d+)', str(each))]
        if not found or not 0 < found[-1] <= len(self._lines):
            return None
        return Place(found[-1], self._lines[found[-1] - 1].strip())


def _zipped(source: str, function: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        # With a date of their own: the same cell, the same bytes.
        archive.writestr(zipfile.ZipInfo(FILE), source)
        archive.writestr(zipfile.ZipInfo("app.py"), CALLER.format(function=function))
    return content.getvalue()
