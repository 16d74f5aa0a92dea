"""Lists of objects as items, from s3:listObjectsV2."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from .failure import reader_failed

__all__ = ["Ask", "list_objects"]

# Sends one S3 action (`getObject`) with its parameters and returns the answer.
Ask = Callable[[str, dict[str, Any]], Any]


def list_objects(ask: Ask, parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the objects of a bucket, page by page, as S3 is asked for them.

    An item has Etag (so spelled), LastModified (seconds since 1970), Key, Size and StorageClass. Source: ItemReader
    (Map), Amazon S3 objects, https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
    """
    page = parameters
    while True:
        answer = ask("listObjectsV2", page)
        if not isinstance(answer, dict) or not isinstance(answer.get("Contents", []), list):
            raise reader_failed("The list of objects came without Contents that are an array.")
        yield from (_item(found) for found in answer.get("Contents", []))
        token = answer.get("NextContinuationToken")
        if not answer.get("IsTruncated") or not token:
            return
        page = {**parameters, "ContinuationToken": token}


def _item(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise reader_failed("The list of objects holds something that is no object.")
    item = {"Etag": found.get("ETag"), "LastModified": _seconds(found.get("LastModified"))}
    return item | {name: found.get(name) for name in ("Key", "Size", "StorageClass")}


def _seconds(moment: Any) -> Any:
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment)
        except ValueError:
            return moment
    return int(moment.timestamp()) if isinstance(moment, datetime) else moment
