"""An error answer in the form that a service's protocol has for it."""

import json
from html import escape

from botocore.awsrequest import AWSPreparedRequest

__all__ = ["Response", "refuse"]

Response = tuple[int, dict[str, str], str | bytes]  # HTTP status, headers, body


def refuse(request: AWSPreparedRequest, service: str, status: int, code: str, message: str) -> Response:
    """Return the answer by which boto3 raises a `ClientError` with this code and message."""
    if service == "s3":
        body = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
        return status, {"Content-Type": "application/xml"}, body
    if "form-urlencoded" in str(request.headers.get("Content-Type", "")):
        error = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
        body = f"<ErrorResponse>{error}<RequestId>00000000</RequestId></ErrorResponse>"
        return status, {"Content-Type": "text/xml"}, body
    body = json.dumps({"__type": code, "message": message, "Message": message})
    return status, {"Content-Type": "application/json", "x-amzn-errortype": code}, body
