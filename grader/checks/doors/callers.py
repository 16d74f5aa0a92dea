"""Who calls an API: a program, which does what it likes, and a browser, which asks first and keeps answers back.

The browser's rules are those of the Fetch standard: https://fetch.spec.whatwg.org/#http-cors-protocol
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from grader.checks.failures import last_failure

__all__ = ["Asked", "Browser", "ask"]

STRANGER = (
    "AWS4-HMAC-SHA256 Credential=AKIASTRANGER/20250301/us-east-1/execute-api/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=0000"
)
_SAFE_METHODS = ("GET", "HEAD", "POST")
_SAFE_HEADERS = ("accept", "accept-language", "content-language", "content-type")
_SAFE_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")


@dataclass(frozen=True)
class Asked:
    """What came of a request; names of headers in small letters.

    `reason` is what the gateway's log says where the gateway itself refused; `blocked` why a browser keeps the answer
    from its page; `failure` what a function behind an answer of 500 and above ended in (see `last_failure`). All three are
    "" where there is nothing to say. Not `sent` is what a browser kept back after the preflight; then the rest is of that.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    reason: str = ""
    blocked: str = ""
    sent: bool = True
    failure: str = ""

    @property
    def document(self) -> Any:
        """The body, JSON read; the text where it is none."""
        try:
            return json.loads(self.text)
        except ValueError:
            return self.text


def ask(
    account: Any,
    method: str,
    url: str,
    body: Any = None,
    *,
    headers: Mapping[str, str] | None = None,
    signed: bool | str = False,
) -> Asked:
    """Send a request as a program does; `body` goes as JSON, a text as it is.

    `signed`: True with keys of the account, "stranger" with keys that nobody knows. A host that no API has answers
    with status 0.
    """
    from course.cloud.front_door import UnknownHostError  # moto takes seconds to import

    text = "" if body is None else body if isinstance(body, str) else json.dumps(body)
    sent = {**({"Content-Type": "application/json"} if text else {}), **(headers or {})}
    if signed == "stranger":
        sent["Authorization"] = STRANGER
    begin = len(account.trace)
    try:
        answer = account.front_door.request(method, url, sent, text, signed=signed is True)
    except UnknownHostError as error:
        return Asked(0, text=str(error))
    spans = account.trace[begin:]
    span = next(each for each in spans if each.service == "execute-api")
    found = {name.lower(): value for name, value in answer.headers.pairs}
    failure = last_failure(_caused(spans, span)) if answer.status >= 500 else ""
    return Asked(answer.status, found, answer.body, str(span.detail.get("reason", "")), failure=failure)


def _caused(spans: list[Any], by: Any) -> list[Any]:
    """Return the spans that came of one of them, in order."""
    within = {by.id}
    for each in spans:
        if each.cause in within:
            within.add(each.id)
    return [each for each in spans if each.id in within]


@dataclass(frozen=True)
class Browser:
    """A page of one `origin` in somebody's browser; `credentials`: it sends along what the browser keeps for the API."""

    account: Any
    origin: str
    credentials: bool = False

    def fetch(
        self,
        method: str,
        url: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        signed: bool = False,
    ) -> Asked:
        """Send a request as the page's script does, after a preflight where the browser makes one."""
        names = sorted(
            {name.lower() for name in headers or {}}
            | ({"content-type"} if body is not None else set())
            | ({"authorization", "x-amz-date"} if signed else set())
        )
        unsafe = [name for name in names if not self._is_safe(name, headers or {}, body)]
        if unsafe or method not in _SAFE_METHODS:
            refusal = self._preflight(method, url, unsafe)
            if refusal is not None:
                return replace(refusal, sent=False)
        sent = {**(headers or {}), "Origin": self.origin}
        answer = ask(self.account, method, url, body, headers=sent, signed=signed)
        return self._passed_on(answer, "the answer")

    def _is_safe(self, name: str, headers: Mapping[str, str], body: Any) -> bool:
        if name != "content-type":
            return name in _SAFE_HEADERS
        kinds = [text for each, text in headers.items() if each.lower() == name]
        return kinds[-1] in _SAFE_TYPES if kinds else isinstance(body, str)

    def _preflight(self, method: str, url: str, unsafe: list[str]) -> Asked | None:
        """Ask beforehand; return what the page gets where that ends the matter."""
        question = {"Origin": self.origin, "Access-Control-Request-Method": method}
        if unsafe:
            question["Access-Control-Request-Headers"] = ",".join(unsafe)
        answer = self._passed_on(ask(self.account, "OPTIONS", url, headers=question), "the preflight")
        if answer.blocked:
            return answer
        if not 200 <= answer.status < 300:
            return _blocked(answer, f"the preflight is answered with {answer.status}")
        methods, names = _listed(answer, "methods"), [each.lower() for each in _listed(answer, "headers")]
        if not (method in methods or method in _SAFE_METHODS or ("*" in methods and not self.credentials)):
            return _blocked(answer, f"the preflight does not allow {method}")
        # A star stands for every header but this one, which has to be named.
        star = "*" in names and not self.credentials
        missing = [each for each in unsafe if each not in names and not (star and each != "authorization")]
        return _blocked(answer, f"the preflight does not allow the header {missing[0]}") if missing else None

    def _passed_on(self, answer: Asked, what: str) -> Asked:
        """Return an answer as the page sees it."""
        allowed = answer.headers.get("access-control-allow-origin")
        if allowed is None:
            return _blocked(answer, f"{what} has no Access-Control-Allow-Origin")
        if allowed != self.origin and (allowed != "*" or self.credentials):
            return _blocked(answer, f"{what} allows the origin {allowed}")
        if self.credentials and answer.headers.get("access-control-allow-credentials") != "true":
            return _blocked(answer, f"{what} does not allow credentials")
        return answer


def _blocked(answer: Asked, why: str) -> Asked:
    return replace(answer, blocked=why)


def _listed(answer: Asked, what: str) -> list[str]:
    return [each.strip() for each in answer.headers.get(f"access-control-allow-{what}", "").split(",")]
