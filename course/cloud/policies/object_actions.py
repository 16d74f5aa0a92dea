"""What a call of S3 asks of IAM: its actions are named otherwise than its operations, and are about buckets or objects.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
"""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from .made import Made, Pair

__all__ = ["wanted"]

_OBJECT_ACTIONS = {
    "AbortMultipartUpload": "AbortMultipartUpload",
    "CompleteMultipartUpload": "PutObject",
    "CopyObject": "PutObject",
    "CreateMultipartUpload": "PutObject",
    "DeleteObject": "DeleteObject",
    "DeleteObjectTagging": "DeleteObjectTagging",
    "GetObject": "GetObject",
    "GetObjectAttributes": "GetObject",
    "GetObjectTagging": "GetObjectTagging",
    "HeadObject": "GetObject",
    "ListParts": "ListMultipartUploadParts",
    "PutObject": "PutObject",
    "PutObjectTagging": "PutObjectTagging",
    "UploadPart": "PutObject",
    "UploadPartCopy": "PutObject",
}
_BUCKET_ACTIONS = {
    "DeleteObjects": "DeleteObject",
    "GetBucketNotificationConfiguration": "GetBucketNotification",
    "HeadBucket": "ListBucket",
    "ListMultipartUploads": "ListBucketMultipartUploads",
    "ListObjects": "ListBucket",
    "ListObjectsV2": "ListBucket",
    "ListObjectVersions": "ListBucketVersions",
    "PutBucketNotificationConfiguration": "PutBucketNotification",
}


def wanted(made: Made) -> Iterator[Pair]:
    """Yield what somebody needs to be allowed for a call of S3."""
    operation = made.operation
    if operation == "ListBuckets":
        yield "s3:ListAllMyBuckets", "*"
        return
    bucket, key = _place(made.url)
    if operation in _OBJECT_ACTIONS:
        source = made.headers.get("x-amz-copy-source")
        if source:
            text = source.decode() if isinstance(source, bytes) else str(source)
            yield "s3:GetObject", f"arn:aws:s3:::{unquote(text).lstrip('/').partition('?')[0]}"
        yield f"s3:{_OBJECT_ACTIONS[operation]}", f"arn:aws:s3:::{bucket}/{key}"
    elif operation == "DeleteObjects":  # the keys are in a body that is not looked into
        yield "s3:DeleteObject", f"arn:aws:s3:::{bucket}/*"
    else:
        yield f"s3:{_BUCKET_ACTIONS.get(operation, operation)}", f"arn:aws:s3:::{bucket}"


def _place(url: str) -> tuple[str, str]:
    """Return the bucket and the key that a URL names, in whichever of the two ways."""
    parts = urlsplit(url)
    path = unquote(parts.path).lstrip("/")
    if parts.netloc.startswith("s3."):
        bucket, _, key = path.partition("/")
        return bucket, key
    return parts.netloc.split(".s3")[0], path
