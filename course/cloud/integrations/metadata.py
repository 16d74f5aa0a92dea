"""What Step Functions tells of the HTTP answer, beside what the service answered.

Source: recorded executions.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["http_date", "with_metadata"]


def with_metadata(account: "Account", found: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    """Return an answer with SdkHttpMetadata and SdkResponseMetadata, given boto3's ResponseMetadata."""
    return dict(sorted({**found, **_metadata(account, about)}.items()))


def _metadata(account: "Account", about: dict[str, Any]) -> dict[str, Any]:
    request_id = about["RequestId"]
    known = about.get("HTTPHeaders", {})
    headers = {
        "Connection": "keep-alive",
        "Content-Type": known.get("content-type", "application/x-amz-json-1.0"),
        "Date": http_date(account),
        "x-amzn-RequestId": request_id,
    }
    if length := known.get("content-length"):
        headers["Content-Length"] = length
    return {
        "SdkHttpMetadata": {
            "AllHttpHeaders": {name: [text] for name, text in headers.items()},
            "HttpHeaders": headers,
            "HttpStatusCode": about["HTTPStatusCode"],
        },
        "SdkResponseMetadata": {"RequestId": request_id},
    }


def http_date(account: "Account") -> str:
    """Return the account's time as an HTTP header has it."""
    return f"{account.clock.now:%a, %d %b %Y %H:%M:%S} GMT"
