"""What TRACE shows of an HTTP Task: the request as it was sent, and the response as it came.

`revealSecrets` changes nothing here: what an EventBridge connection adds to the request is never shown.
Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionDataRequest.html and
https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
"""

from typing import Any
from urllib.parse import urlencode, urlsplit

from course.asl.json_text import PAYLOAD, shown
from course.asl.query import Stages

__all__ = ["HTTP", "http_call"]

HTTP = "arn:aws:states:::http:invoke"
# Step Functions sets these itself.
OWN_HEADERS = {
    "Range": f"bytes=0-{PAYLOAD}",
    "Transfer-Encoding": "chunked",
    "User-Agent": "Amazon|StepFunctions|HttpInvoke|us-east-1",
}


def http_call(stages: Stages) -> dict[str, dict[str, str]]:
    """Return `request` and `response`, each as far as the state came."""
    sent, answer = stages.get("afterParameters", stages.get("afterArguments")), stages.get("result")
    if not isinstance(sent, dict):
        return {}
    request = {"request": _request(sent)}
    return (
        {**request, "response": _response(answer, request["request"])}
        if isinstance(answer, dict)
        else request
    )


def _request(sent: dict[str, Any]) -> dict[str, str]:
    url, query = str(sent.get("ApiEndpoint", "")), sent.get("QueryParameters")
    if isinstance(query, dict) and query:
        url += ("&" if "?" in url else "?") + urlencode(query, doseq=True)
    given = sent.get("Headers")
    headers = {**(given if isinstance(given, dict) else {}), **OWN_HEADERS}
    body = {"body": shown(sent["RequestBody"])} if "RequestBody" in sent else {}
    return {
        "protocol": urlsplit(url).scheme,
        "method": str(sent.get("Method", "")),
        "url": url,
        "headers": _headers(headers),
        **body,
    }


def _response(answer: dict[str, Any], request: dict[str, str]) -> dict[str, str]:
    headers = answer.get("Headers")
    parts = {
        "statusCode": answer.get("StatusCode"),
        "statusMessage": answer.get("StatusText"),
        "headers": _headers(headers) if isinstance(headers, dict) else None,
        "body": answer.get("ResponseBody"),
    }
    found = {name: shown(value) for name, value in parts.items() if value is not None}
    return {"protocol": request["protocol"], **found}


def _headers(headers: dict[str, Any]) -> str:
    pairs = ((name, each if isinstance(each, list) else [each]) for name, each in headers.items())
    return "[" + ", ".join(f"{name}: {shown(value)}" for name, values in pairs for value in values) + "]"
