"""How Step Functions spells the names of services, actions and fields.

AWS's own models have `CloudWatch Logs`, `DescribeDBInstances` and `DBInstanceIdentifier`; Step Functions, which calls
them through AWS's SDK for Java 2, has `CloudWatchLogs`, `describeDBInstances` and `DbInstanceIdentifier`.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html, whose list of services and
prefixes these rules give in full; the fields as recorded answers of AWS have them (`ETag`, `ChecksumCRC32`).
"""

import re

__all__ = ["action_name", "error_prefix", "field_name", "own_field_name"]

_BREAKS = (
    (r"[^A-Za-z0-9]+", " "),  # "Cost and Usage", "chime-sdk"
    (r"([^a-z]{2,})v([0-9]+)", r"\1 v\2 "),  # "TESTv4"
    (r"([^A-Z]{2,})V([0-9]+)", r"\1 V\2 "),  # "LexV2"
    (r"(?<=[a-z])(?=[A-Z][a-zA-Z0-9])", " "),  # "CloudWatch"
    (r"([A-Z]+)([A-Z][a-z])", r"\1 \2"),  # "XRay"
    (r"([0-9])([a-zA-Z])", r"\1 \2"),  # "b2bi"
)
_RENAMED = {
    "Equals": "EqualsValue",  # words that Java keeps for itself
    "Default": "DefaultValue",
    "NULL": "Nul",  # of a DynamoDB attribute value
}


def error_prefix(service_id: str) -> str:
    """Return what the errors of a service begin with (`DynamoDb`), given its id in AWS's model (`DynamoDB`)."""
    text = service_id
    for pattern, replacement in _BREAKS:
        text = re.sub(pattern, replacement, text)
    joined = "".join(word.capitalize() for word in text.split())
    return joined.removeprefix("Amazon").removeprefix("Aws").removesuffix("Service")


def action_name(operation: str) -> str:
    """Return the action as a Resource has it: `DescribeDBInstances` is `describeDBInstances`."""
    return _lowered(operation)


def field_name(member: str) -> str:
    """Return a field of an SDK integration: `DBInstanceIdentifier` is `DbInstanceIdentifier`."""
    if member in _RENAMED:
        return _RENAMED[member]
    lowered = _lowered(member)
    return lowered[:1].upper() + lowered[1:]


def own_field_name(member: str) -> str:
    """Return a field of an optimised integration, which keeps the service's spelling: `MD5OfMessageBody`."""
    return member[:1].upper() + member[1:]


def _lowered(name: str) -> str:
    """Lower the capitals that `name` begins with, all but the one that starts its second word."""
    capitals = len(name) - len(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    followed = capitals < len(name) and name[capitals].islower()
    count = max(1, capitals - 1) if followed else max(1, capitals)
    return name[:count].lower() + name[count:]
