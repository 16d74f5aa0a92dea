"""The headers that API Gateway, and CloudFront before an edge-optimised API, put on every answer.

As recorded of answers of AWS.
"""

from .headers import Headers
from .messages import Answer
from .visit import Visit

__all__ = ["marked"]

_EDGE = "00000000000000000000000000000000.cloudfront.net"  # the lab has no edge; this stands for one


def marked(visit: Visit, answer: Answer) -> Answer:
    """Return the answer with its date and length, and the names by which the request is found again."""
    headers = Headers(answer.headers)
    for name, text in {
        "Date": f"{visit.account.now():%a, %d %b %Y %H:%M:%S} GMT",
        "Content-Length": str(len(answer.content)),
        "Connection": "keep-alive",
        "x-amzn-RequestId": visit.id,
        "x-amz-apigw-id": visit.extended_id,
        **(_by_edge(visit, answer) if "EDGE" in visit.api.endpoint_configuration.get("types", []) else {}),
    }.items():
        headers.put(name, text)
    if visit.backend_seconds is not None:
        headers.put("X-Amzn-Trace-Id", visit.headers["X-Amzn-Trace-Id"])
    return Answer(answer.status, headers, answer.content)


def _by_edge(visit: Visit, answer: Answer) -> dict[str, str]:
    return {
        "X-Cache": f"{'Miss' if answer.status < 400 else 'Error'} from cloudfront",
        "Via": f"1.1 {_EDGE} (CloudFront)",
        "X-Amz-Cf-Pop": "IAD00-P0",
        "X-Amz-Cf-Id": visit.extended_id,
    }
