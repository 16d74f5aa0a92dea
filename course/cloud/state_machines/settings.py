"""How a state machine logs, traces and encrypts: what may be asked, and what holds where nothing was.

Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_LoggingConfiguration.html and its siblings
"""

import re
from typing import Any

from .refusals import RefusedError

__all__ = ["encryption", "logging", "tracing"]

_LOG_GROUP = re.compile(r"arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:[^:]+(:.*)?")


def logging(asked: dict[str, Any] | None) -> dict[str, Any]:
    """Return the logging configuration in full. The log group need not be there, then or later. Raises RefusedError."""
    found = {"level": "OFF", "includeExecutionData": False, **(asked or {})}
    destinations = found.get("destinations", [])
    if len(destinations) > 1 or (found["level"] != "OFF" and len(destinations) != 1):
        raise _wrong_logging("Must specify exactly one Log Destination.")
    for each in destinations:
        arn = each.get("cloudWatchLogsLogGroup", {}).get("logGroupArn", "")
        if not _LOG_GROUP.fullmatch(arn):
            raise _wrong_logging("Log Destination is not specified." if not arn else f"Invalid ARN: {arn}")
        if not arn.endswith(":*"):
            raise _wrong_logging("Log Group ARN must be provided with '*' qualifier.")
    return found


def tracing(asked: dict[str, Any] | None) -> dict[str, Any]:
    """Return the tracing configuration in full."""
    return {"enabled": False, **(asked or {})}


def encryption(asked: dict[str, Any] | None) -> dict[str, Any]:
    """Return the encryption configuration in full. It is kept and described, and nothing is encrypted.

    Raises RefusedError.
    """
    found = {"type": "AWS_OWNED_KEY"} if asked is None else dict(asked)
    if found["type"] == "CUSTOMER_MANAGED_KMS_KEY" and not found.get("kmsKeyId"):
        raise _wrong_encryption("kmsKeyId must be specified for CUSTOMER_MANAGED_KMS_KEY.")
    if found["type"] == "AWS_OWNED_KEY" and len(found) > 1:
        raise _wrong_encryption(
            "kmsKeyId and kmsDataKeyReusePeriodSeconds are only for CUSTOMER_MANAGED_KMS_KEY."
        )
    return found


def _wrong_logging(reason: str) -> RefusedError:
    return RefusedError("InvalidLoggingConfiguration", f"Invalid Logging Configuration: {reason}")


def _wrong_encryption(reason: str) -> RefusedError:
    return RefusedError("InvalidEncryptionConfiguration", f"Invalid Encryption Configuration: {reason}")
