"""Manifests: files that say in which files the items are."""

from collections.abc import Iterator
from typing import Any

from .body import text_of
from .delimited_text import rows_of
from .failure import reader_failed
from .json_file import parse
from .object_list import Ask

__all__ = ["data_files", "inventory_rows", "split_uri"]


def inventory_rows(text: str, ask: Ask) -> Iterator[dict[str, str]]:
    """Yield the rows of an S3 inventory, whose manifest.json is `text`, under the names of its fileSchema.

    Raises StatesError for a manifest that is none, or whose files are not CSV. Source: Amazon S3 Inventory,
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
    """
    manifest = parse(text, "the inventory's manifest")
    if not isinstance(manifest, dict):
        raise reader_failed("The inventory's manifest must be a JSON object.")
    if manifest.get("fileFormat") != "CSV":
        found = manifest.get("fileFormat")
        raise reader_failed(
            f"The lab reads inventories whose files are CSV; the files of this one are {found}."
        )
    bucket = _text(manifest, "destinationBucket").rpartition(":")[2]  # an ARN
    names = [name.strip() for name in _text(manifest, "fileSchema").split(",")]
    for key in _keys(manifest):
        body = text_of(ask("getObject", {"Bucket": bucket, "Key": key}), f"s3://{bucket}/{key}")
        yield from (dict(zip(names, row, strict=False)) for row in rows_of(body))


def data_files(text: str) -> Iterator[tuple[str, str]]:
    """Yield bucket and key of each file that an Athena data manifest lists, one `s3://bucket/key` a line."""
    for row in rows_of(text):
        yield split_uri(row[0])


def split_uri(uri: str) -> tuple[str, str]:
    """Return bucket and key of an S3 URI; raises StatesError if it is none."""
    scheme, _, place = uri.strip().partition("://")
    bucket, _, key = place.partition("/")
    if scheme.lower() != "s3" or not bucket or not key:
        raise reader_failed(f'The manifest lists "{uri}", which is no s3://bucket/key.')
    return bucket, key


def _text(manifest: dict[str, Any], name: str) -> str:
    found = manifest.get(name)
    if not isinstance(found, str):
        raise reader_failed(f"The inventory's manifest needs {name}, a text.")
    return found


def _keys(manifest: dict[str, Any]) -> list[str]:
    files = manifest.get("files")
    if not isinstance(files, list):
        raise reader_failed("The inventory's manifest needs files, an array.")
    if not all(isinstance(file, dict) for file in files):
        raise reader_failed("The files of the inventory's manifest must be objects.")
    return [_text(file, "key") for file in files]
