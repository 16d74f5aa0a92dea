"""TestInvokeMethod: a method as it is now, called without a deployment, and without its doors.

https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeMethod.html
"""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from moto.apigateway.models import RestAPI, Stage

from . import rest_door
from .gateway_answer import gateway_answer
from .gateway_response import RefusedError
from .headers import Headers
from .messages import Request
from .rest import executed
from .routing import Place, fit
from .snapshot import take

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["invoke"]

_STAGE = "test-invoke-stage"


def invoke(
    account: "Account", api: RestAPI, resource_id: str, verb: str, asked: dict[str, Any]
) -> dict[str, Any]:
    """Return status, headers, body, log and latency (milliseconds) of a method that is called to try it out.

    Neither authorisation nor API keys, throttling, validators or cache stand in the way, and no metric is written.
    """
    snapshot = take(api)
    route = next(each for each in snapshot.routes if each.id == resource_id)
    path = str(asked.get("pathWithQueryString") or route.path)
    url = f"https://{api.id}.execute-api.{api.region_name}.amazonaws.com/{_STAGE}{quote(path, safe='/?&=%+~{}')}"
    headers = Headers(
        [*(asked.get("headers") or {}).items()]
        + [(name, text) for name, texts in (asked.get("multiValueHeaders") or {}).items() for text in texts]
    )
    request = Request(verb, url, headers, str(asked.get("body") or "").encode())
    stage = Stage(name=_STAGE, variables=asked.get("stageVariables") or {})
    visit = rest_door.visit(account, api, stage, snapshot, request, request.segments[1:])
    method = route.methods.get(verb) or route.methods["ANY"]
    visit.place = Place(route, method, fit(route.parts, visit.segments) or {})
    visit.log.write(f"Execution log for request {visit.id}")
    visit.log.write(f"Starting execution for request: {visit.id}")
    visit.log.write(f"HTTP Method: {verb}, Resource Path: {visit.resource_path}")
    visit.log.write(f"Method request path: {_shown(visit.here.parameters)}")
    visit.log.write(
        f"Method request query string: {_shown({name: texts[-1] for name, texts in request.query.items()})}"
    )
    visit.log.write(f"Method request headers: {_shown(headers.last())}")
    visit.log.write(f"Method request body before transformations: {request.text}")
    try:
        answer = executed(visit)
    except RefusedError as refusal:
        visit.log.write(refusal.why)
        answer = gateway_answer(visit, refusal)
    visit.log.write(f"Method completed with status: {answer.status}")
    found = Headers(answer.headers)
    found.put("X-Amzn-Trace-Id", visit.trace_id)
    return {
        "status": answer.status,
        "body": answer.body,
        "headers": found.last(),
        "multiValueHeaders": found.lists(),
        "log": visit.log.text(),
        "latency": round((account.clock.elapsed - visit.started) * 1000),
    }


def _shown(found: dict[str, str]) -> str:
    return "{" + ", ".join(f"{name}={text}" for name, text in found.items()) + "}"
