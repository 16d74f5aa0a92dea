"""The S3 objects that a case's account holds, for item readers and result writers."""

import base64
import hashlib
from typing import Any

from course.asl.errors import StatesError
from course.asl.tasks import TaskRequest
from recordings.cases import Case

MODIFIED = 1_740_816_000


class Objects:
    """Answers getObject, listObjectsV2 and putObject from the `calls` of a case."""

    def __init__(self, case: Case) -> None:
        put = [call["parameters"] for call in case.get("calls", []) if call["operation"] == "PutObject"]
        self.held: dict[tuple[str, str], str] = {(each["Bucket"], each["Key"]): each["Body"] for each in put}

    def answer(self, request: TaskRequest) -> Any:
        """Return what S3 would; raise `StatesError` for what is not there."""
        asked = request.parameters
        match request.resource.service, request.resource.action:
            case "s3", "getObject":
                return self._get(asked["Bucket"], asked["Key"])
            case "s3", "listObjectsV2":
                return self._list(asked["Bucket"], asked.get("Prefix", ""))
            case "s3", "putObject":
                self.held[asked["Bucket"], asked["Key"]] = asked["Body"]
                return {"ETag": _etag(asked["Body"])}
        raise NotImplementedError(
            f"the recording has no answer for {request.resource.arn} of {request.state}"
        )

    def _get(self, bucket: str, key: str) -> Any:
        if (bucket, key) not in self.held:
            raise StatesError("S3.NoSuchKeyException", "The specified key does not exist.")
        body = self.held[bucket, key]
        return {"Body": body, "ContentLength": len(body.encode()), "ETag": _etag(body)}

    def _list(self, bucket: str, prefix: str) -> Any:
        found = [
            {
                "ETag": _etag(body),
                "Key": key,
                "LastModified": MODIFIED,
                "Size": len(body),
                "StorageClass": "STANDARD",
            }
            for (place, key), body in sorted(self.held.items())
            if place == bucket and key.startswith(prefix)
        ]
        return {"Contents": found, "IsTruncated": False, "KeyCount": len(found), "Name": bucket}


def _etag(body: str) -> str:
    digest = hashlib.md5(body.encode(), usedforsecurity=False).digest()
    return f'"{base64.b16encode(digest).decode().lower()}"'
