"""Make the calls that a case lists, through boto3, with what our own answers have been in place of AWS's."""

import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

import boto3

from recordings.cases import Case

ROLE = "arn:aws:iam::123456789012:role/test"

Call = dict[str, Any]

_REPEATED = re.compile(r"Python bytes: the letter (?P<letter>.), (?P<times>\d+) times")
_AS_PRINTED = "the text input-event- followed by its event as Python prints it"


@dataclass
class Calls:
    """The calls of one case, and what of their answers stands in place of what AWS answered (`known`)."""

    known: dict[str, str] = field(default_factory=dict)

    def make(self, call: Call) -> Any:
        """Make one call and return its answer. Raises ClientError."""
        client = boto3.client(call["service"])
        asked = self.ours(call["parameters"])
        if "function" in call:
            asked |= {
                "Role": _role(),
                "Handler": "app.handler",
                "Code": {"ZipFile": zipped(call["function"])},
            }
        if "credentials" in asked:
            asked["credentials"] = _gateway_role()
        answer = getattr(client, method(client, call["operation"]))(**asked)
        for path, value in call.get("returns", {}).items():
            self.known[value] = answer[path.removeprefix("$.")]
        return answer

    def ours(self, document: Any) -> Any:
        """Return a document with our own values in place of those that AWS answered."""
        text = json.dumps(document)
        for theirs, ours in self.known.items():
            text = text.replace(theirs, ours)
        return json.loads(text)


def method(client: Any, operation: str) -> str:
    """Return the method of a client that makes an operation."""
    methods: dict[str, str] = client.meta.method_to_api_mapping
    return next(name for name, api in methods.items() if api == operation)


def before(case: Case) -> list[Call]:
    """Return the calls that come before the execution."""
    return [call for call in case.get("calls", []) if call["when"] == "before"]


def zipped(function: dict[str, Any]) -> bytes:
    """Return the code of a function that does what a recording describes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("app.py", _source(function))
    return content.getvalue()


def _source(function: dict[str, Any]) -> str:
    if name := function.get("raises"):
        declared = "" if name == "Exception" else f"class {name}(Exception):\n    pass\n\n"
        return f"{declared}def handler(event, context):\n    raise {name}({function['message']!r})\n"
    sleep = f"time.sleep({function.get('sleeps_seconds', 0)})"
    return f"import time\n\n\ndef handler(event, context):\n    {sleep}\n    return {_result(function)}\n"


def _result(function: dict[str, Any]) -> str:
    if "returns_json" in function:
        return repr(function["returns_json"])
    if "bytes" in function:
        return repr(json.loads(function["bytes"]))
    what = function["returns"]
    if what == "its event":
        return "event"
    if what == _AS_PRINTED:
        return "f'input-event-{event}'"
    if found := _REPEATED.fullmatch(what):
        return f"{found['letter']!r} * {found['times']}"
    raise NotImplementedError(f"a recorded function returns {what!r}, and no source is known for that")


def _role() -> str:
    iam = boto3.client("iam")
    roles = iam.list_roles()["Roles"]
    if not roles:
        iam.create_role(RoleName="test", AssumeRolePolicyDocument="{}")
    return ROLE


def _gateway_role() -> str:
    """Return a role that API Gateway may assume."""
    iam = boto3.client("iam")
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "apigateway.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    made = iam.create_role(RoleName="gateway", AssumeRolePolicyDocument=json.dumps({"Statement": [trust]}))
    return str(made["Role"]["Arn"])
