"""Copies in S3, whose two ends the SDK for Java 2 names in fields of its own."""

from typing import Any

__all__ = ["adapted"]

_OPERATIONS = frozenset({"CopyObject", "UploadPartCopy"})


def adapted(operation: str, document: Any) -> Any:
    """Return the document of an S3 copy with S3's own fields; that of any other operation as it is."""
    if operation not in _OPERATIONS or not isinstance(document, dict):
        return document
    found = dict(document)
    for end in ("Bucket", "Key"):
        if f"Destination{end}" in found:
            found[end] = found.pop(f"Destination{end}")
    if "SourceBucket" in found and "SourceKey" in found:
        source = f"{found.pop('SourceBucket')}/{found.pop('SourceKey')}"
        version = found.pop("SourceVersionId", None)
        found["CopySource"] = f"{source}?versionId={version}" if version else source
    return found
