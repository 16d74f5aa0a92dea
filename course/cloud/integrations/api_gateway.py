"""APIs of the account, called through API Gateway.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html and recorded executions.
"""

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from course.asl import StatesError, TaskRequest
from course.asl.integrations.optimised import OPTIMISED
from course.asl.json_text import compact

from .documents import parsed, unfit

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["invoke", "refusals"]

_WITH_BODY = frozenset({"PATCH", "POST", "PUT"})
_FORBIDDEN = re.compile(
    r"authorization|connection|content-md5|expect|host|max-forwards|proxy-authenticate|server|te|transfer-encoding"
    r"|trailer|upgrade|via|www-authenticate|x-(forwarded|amz).*",
    re.IGNORECASE,
)


def refusals(asked: Any) -> list[str]:
    """Return a sentence for each parameter that keeps the request from being made."""
    if found := unfit(asked, OPTIMISED["apigateway"]["invoke"].takes):
        return found
    return [
        f"The header '{name}' cannot be set"
        for name in asked.get("Headers") or ()
        if _FORBIDDEN.fullmatch(name)
    ]


def invoke(account: "Account", request: TaskRequest) -> Any:
    """Call a stage of an API; return status, headers and body. Raises StatesError: `ApiGateway.403` and the like."""
    asked = request.parameters
    headers = _headers(asked)
    status, answered, text = account.front_door.send(
        asked["Method"],
        _url(asked),
        headers,
        _body(asked),
        signed=asked.get("AuthType", "NO_AUTH") != "NO_AUTH",
    )
    if not 200 <= status < 300:
        # No status: there is no such host, which AWS's SDK for Java tells as a failure of its own.
        raise StatesError(f"ApiGateway.{status or 'SdkClientException'}", text)
    return {
        "Headers": {name: [value] for name, value in answered.items()},
        "ResponseBody": parsed(text),
        "StatusCode": status,
        "StatusText": HTTPStatus(status).phrase,
    }


def _url(asked: dict[str, Any]) -> str:
    parts = [
        asked["ApiEndpoint"],
        *(str(asked[name]).strip("/") for name in ("Stage", "Path") if asked.get(name)),
    ]
    query = urlencode(asked.get("QueryParameters") or {}, doseq=True)
    return f"https://{quote('/'.join(parts), safe='/:@$')}{'?' if query else ''}{query}"


def _headers(asked: dict[str, Any]) -> dict[str, str]:
    found = {name: ",".join(texts) for name, texts in (asked.get("Headers") or {}).items()}
    if asked.get("RequestBody") is not None and not any(name.lower() == "content-type" for name in found):
        found["Content-Type"] = "application/json"
    return found


def _body(asked: dict[str, Any]) -> str:
    body = asked.get("RequestBody")
    if body is None or asked["Method"] not in _WITH_BODY:
        return ""
    return compact(body if asked.get("AllowNullValues") else _without_nulls(body))


def _without_nulls(found: Any) -> Any:
    if isinstance(found, dict):
        return {name: _without_nulls(each) for name, each in found.items() if each is not None}
    return [_without_nulls(each) for each in found] if isinstance(found, list) else found
