"""Answers made smaller on their way, where the API asks for that and the client can read it.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-receive-response-with-compressed-payload.html
"""

import gzip
import zlib
from collections.abc import Callable

from .headers import Headers
from .messages import Answer, Request

__all__ = ["compressed"]

# No time is written into what is compressed, so the same answer always makes the same bytes.
_CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda content: gzip.compress(content, mtime=0),
    "deflate": zlib.compress,
}


def compressed(request: Request, answer: Answer, least: int | None) -> Answer:
    """Return the answer, compressed if it has `least` bytes or more; None: the API compresses nothing.

    The client has to name a coding in Accept-Encoding; neither `*` nor silence counts. What the backend compressed
    stays as it is.
    """
    coding = _wanted(request.headers.get("Accept-Encoding", ""))
    if least is None or not coding or len(answer.content) < least or "Content-Encoding" in answer.headers:
        return answer
    headers = Headers(answer.headers)
    headers.put("Content-Encoding", coding)
    return Answer(answer.status, headers, _CODINGS[coding](answer.content))


def _wanted(header: str) -> str:
    """Return the first coding that the client names and that is known; "" for none."""
    for each in header.lower().split(","):
        coding, _, quality = each.strip().partition(";")
        if coding.strip() in _CODINGS and quality.replace(" ", "") not in ("q=0", "q=0.0"):
            return coding.strip()
    return ""
