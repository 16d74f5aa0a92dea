"""M03 E2's scene: an API whose templates an answer delivers, in front of a service that is scripted to succeed or fail."""

import re
from dataclasses import dataclass
from typing import Any

from course.cloud.front_door.integrations.response_mapping import fits
from grader.checks import Answer, Bench
from grader.checks.doors import Asked, Backends, Failed, Handled, ask, invoke_url, new_function

__all__ = ["FUNCTION", "Case", "Mapped", "mapped"]

FUNCTION = "ledger-internal-v2"
STACK = ('  File "/var/task/app.py", line 31, in handler\n    booked = book(event)\n',)


@dataclass(frozen=True)
class Case:
    """A request of a client, and what the service does with it: succeed with a payment's id, or fail."""

    policy: str
    amount: float
    currency: str
    status: int
    payment: str = ""
    failure: tuple[str, str] = ("", "")

    @property
    def outcome(self) -> str:
        """What the service does, for a reader."""
        kind, message = self.failure
        return f"raises {kind}({message!r})" if kind else f"returns payment {self.payment}"


@dataclass(frozen=True)
class Mapped:
    """One request: what was sent, what the service was handed (None where nothing reached it), what came back.

    `fitting` are the statuses whose patterns fit what the service says.
    """

    case: Case
    body: dict[str, Any]
    handled: Handled | None
    answer: Asked
    fitting: list[str]

    @property
    def given(self) -> dict[str, Any]:
        """The case for a reader."""
        return {"body": self.body, "the service": self.case.outcome}

    @property
    def got(self) -> Any:
        """What came back, for a reader; where the gateway itself failed, why."""
        if self.answer.reason:
            return f"the gateway's log: {self.answer.reason}; the client gets status {self.answer.status}"
        return {"status": self.answer.status, "body": self.answer.document}

    @property
    def request_id(self) -> str | None:
        """The id that the gateway gave the request."""
        return self.answer.headers.get("x-amzn-requestid")


def mapped(bench: Bench, cases: list[Case]) -> list[Mapped]:
    """Put the delivered templates around the service, and send every case through them."""
    templates = _texts(bench.answer("request_templates"), bench.answer("request_templates").value)
    responses = _responses(bench.answer("responses"))
    present: list[Case] = []
    backends = Backends({FUNCTION: lambda _event: _served(present[-1])})
    with backends.account(bench) as account:
        url = _api(account, new_function(account, FUNCTION), templates, responses)
        found = []
        for case in cases:
            present.append(case)
            begin = len(backends.calls)
            fields = (bench.variant[name] for name in ("policy", "amount", "currency"))
            body = dict(zip(fields, (case.policy, case.amount, case.currency), strict=True))
            answer = ask(account, "POST", f"{url}/payments", body)
            handled = next(iter(backends.calls[begin:]), None)
            found.append(Mapped(case, body, handled, answer, _fitting(case, responses)))
    return found


def _fitting(case: Case, responses: dict[str, dict[str, Any]]) -> list[str]:
    """Return the statuses whose patterns fit the message of a failure."""
    kind, message = case.failure
    patterns = {status: response.get("selectionPattern") for status, response in responses.items()}
    return [status for status, pattern in patterns.items() if kind and pattern and fits(pattern, message)]


def _served(case: Case) -> dict[str, str]:
    kind, message = case.failure
    if kind:
        raise Failed(kind, message, STACK)
    return {"result": "OK", "paymentId": case.payment, "shard": "ledger-7"}


def _api(account: Any, arn: str, templates: dict[str, str], responses: dict[str, dict[str, Any]]) -> str:
    """Build the API around the function; return the URL of its stage."""
    apigateway = account.client("apigateway")
    api = apigateway.create_rest_api(name="insurance")
    resource = apigateway.create_resource(
        restApiId=api["id"], parentId=api["rootResourceId"], pathPart="payments"
    )
    place = {"restApiId": api["id"], "resourceId": resource["id"], "httpMethod": "POST"}
    apigateway.put_method(**place, authorizationType="NONE")
    apigateway.put_integration(
        **place,
        type="AWS",
        integrationHttpMethod="POST",
        uri=f"arn:aws:apigateway:{account.region}:lambda:path/2015-03-31/functions/{arn}/invocations",
        requestTemplates=templates,
    )
    for status, response in responses.items():
        apigateway.put_method_response(**place, statusCode=status)
        apigateway.put_integration_response(**place, statusCode=status, **response)
    apigateway.create_deployment(restApiId=api["id"], stageName="prod")
    return invoke_url(account, api["id"], "prod")


def _responses(answer: Answer) -> dict[str, dict[str, Any]]:
    """Return what is delivered as `responses`: parameters of PutIntegrationResponse by status. Raises AnswerError."""
    value = answer.value
    shape = '{"200": {"responseTemplates": {...}}, "422": {"selectionPattern": "...", "responseTemplates": {...}}, ...}'
    if not isinstance(value, dict) or not value:
        raise answer.refused(value, shape)
    found = {}
    for status, response in value.items():
        if not re.fullmatch(r"[2-5]\d\d", str(status)):
            raise answer.refused({"status": status}, 'a status is a text of three digits, such as "422"')
        if not isinstance(response, dict) or set(response) - {"selectionPattern", "responseTemplates"}:
            raise answer.refused({status: response}, 'only "selectionPattern" and "responseTemplates"')
        pattern = response.get("selectionPattern") or ""
        if not isinstance(pattern, str):
            raise answer.refused({"selectionPattern": pattern}, "a regular expression, as text")
        templates = _texts(answer, response.get("responseTemplates") or {})
        found[str(status)] = {"responseTemplates": templates} | (
            {"selectionPattern": pattern} if pattern else {}
        )
    return found


def _texts(answer: Answer, value: Any) -> dict[str, str]:
    """Return templates by media type. Raises AnswerError."""
    if not isinstance(value, dict) or not all(
        isinstance(each, str) for pair in value.items() for each in pair
    ):
        raise answer.refused(value, '{"application/json": "<the template>"}, texts both')
    return value
