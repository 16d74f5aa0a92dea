"""An S3 that lives in a dictionary, and machines around one Distributed Map."""

from collections.abc import Callable
from typing import Any

import pytest

from course.asl.errors import StatesError
from course.asl.tasks import TaskRequest

PASS = {"Type": "Pass", "End": True}
TASK = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "End": True}


class Bucket:
    """Answers as the task handler must: `getObject`, `listObjectsV2` in pages of `page`, `putObject`."""

    name = "things"

    def __init__(self) -> None:
        self.objects: dict[str, str | bytes] = {}
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.page = 1000

    def __call__(self, action: str, parameters: dict[str, Any]) -> Any:
        self.asked.append((action, parameters))
        return {"getObject": self.get, "listObjectsV2": self.list, "putObject": self.put}[action](parameters)

    def get(self, parameters: dict[str, Any]) -> dict[str, Any]:
        if parameters["Key"] not in self.objects:
            raise StatesError("S3.NoSuchKeyException", "The specified key does not exist.")
        return {"Body": self.objects[parameters["Key"]]}

    def list(self, parameters: dict[str, Any]) -> dict[str, Any]:
        prefix = parameters.get("Prefix", "")
        keys = [key for key in sorted(self.objects) if key.startswith(prefix)]
        first = int(parameters.get("ContinuationToken", "0"))
        listed = [self.about(key) for key in keys[first : first + self.page]]
        if first + self.page >= len(keys):
            return {"Contents": listed, "IsTruncated": False}
        return {"Contents": listed, "IsTruncated": True, "NextContinuationToken": str(first + self.page)}

    def put(self, parameters: dict[str, Any]) -> dict[str, Any]:
        self.objects[parameters["Key"]] = parameters["Body"]
        return {}

    def about(self, key: str) -> dict[str, Any]:
        size = len(self.objects[key])
        return {
            "Key": key,
            "ETag": f'"{key}"',
            "Size": size,
            "LastModified": 1740816000,
            "StorageClass": "STANDARD",
        }


@pytest.fixture
def bucket() -> Bucket:
    return Bucket()


class World:
    """Does the tasks of a machine: S3 by a bucket, everything else by `work`, which gets the request."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket
        self.work: Callable[[TaskRequest], Any] = lambda request: request.parameters

    def __call__(self, request: TaskRequest) -> Any:
        if request.resource.service == "s3":
            return self.bucket(request.resource.action, request.parameters)
        return self.work(request)


@pytest.fixture
def world(bucket: Bucket) -> World:
    return World(bucket)


def machine_of(
    inner: dict[str, Any] | None = None, *, type: str = "STANDARD", **fields: Any
) -> dict[str, Any]:
    """A machine with one Distributed Map, labelled Each; `inner` is the one state of its item processor."""
    config = {"Mode": "DISTRIBUTED", "ExecutionType": type}
    processor = {"ProcessorConfig": config, "StartAt": "One", "States": {"One": inner or TASK}}
    state = {"Type": "Map", "Label": "Each", "ItemProcessor": processor, "End": True} | fields
    return {"StartAt": "Map", "States": {"Map": state, "Caught": PASS}}


@pytest.fixture(scope="session")
def machine() -> Callable[..., dict[str, Any]]:
    return machine_of
