"""Reading a dataset from S3, as an ItemReader asks for it.

S3 is asked through `ask(action, parameters)`, and must answer in plain data:

- `getObject` with Bucket, Key (and VersionId if the definition gives one): `{"Body": text or bytes}`; bytes are UTF-8
  or gzip of it. The whole object, not base64.
- `listObjectsV2` with Bucket (and Prefix, ContinuationToken, whatever the definition gives): `{"Contents": [{"Key",
  "LastModified" (datetime, ISO 8601 text or seconds), "ETag", "Size", "StorageClass"}], "IsTruncated",
  "NextContinuationToken"}`, the last two only if there are more.

It raises StatesError for a request that S3 refuses.
Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from course.asl.errors import StatesError

from .body import text_of
from .dataset import Item, items_of
from .delimited_text import read_csv
from .failure import reader_failed
from .json_file import read_json
from .json_lines import read_json_lines
from .manifest import data_files, inventory_rows
from .object_list import Ask, list_objects

__all__ = ["read_items"]

Config = dict[str, Any]
Values = Iterable[Any] | dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Reader:
    config: Config
    ask: Ask

    def objects(self, parameters: Config) -> Iterator[Item]:
        listed = list_objects(self.ask, parameters)
        bucket = parameters["Bucket"]
        match self.config.get("Transformation", "NONE"):
            case "NONE":
                return items_of(listed, f"S3://{bucket}")
            case "LOAD_AND_FLATTEN":
                return self.files((bucket, item["Key"]) for item in listed)
            case other:
                raise reader_failed(f'Transformation must be NONE or LOAD_AND_FLATTEN, and is "{other}".')

    def object(self, parameters: Config) -> Iterator[Item]:
        match self.config.get("ManifestType"):
            case "ATHENA_DATA":
                return self.files(data_files(self.fetch(parameters)))
            case "S3_INVENTORY":  # whose files are CSV, so that InputType may be missing
                return self.file(parameters, "MANIFEST")
            case None:
                return self.file(parameters)
            case other:
                raise reader_failed(f'ManifestType must be ATHENA_DATA or S3_INVENTORY, and is "{other}".')

    def files(self, places: Iterable[tuple[str, Any]]) -> Iterator[Item]:
        return chain.from_iterable(self.file({"Bucket": bucket, "Key": key}) for bucket, key in places)

    def file(self, parameters: Config, manifest: str = "") -> Iterator[Item]:
        name = manifest or self.config.get("InputType")
        if name == "PARQUET":
            raise reader_failed(
                "The lab cannot read Parquet as AWS does; store the items as JSON, JSONL or CSV."
            )
        read = _FORMATS.get(name) if isinstance(name, str) else None
        if read is None:
            raise reader_failed(f'InputType must be one of {", ".join(sorted(_FORMATS))}, and is "{name}".')
        values = read(self, self.fetch(parameters))
        return items_of(values, f"S3://{parameters['Bucket']}/{parameters['Key']}")

    def fetch(self, parameters: Config) -> str:
        if not isinstance(parameters.get("Key"), str):
            raise reader_failed("To read an object, an ItemReader's parameters need a Key that is a text.")
        answer = self.ask("getObject", parameters)
        return text_of(answer, f"s3://{parameters['Bucket']}/{parameters['Key']}")


_ACTIONS: dict[str, Callable[[_Reader, Config], Iterator[Item]]] = {
    "getObject": _Reader.object,
    "listObjectsV2": _Reader.objects,
}
_FORMATS: dict[str, Callable[[_Reader, str], Values]] = {
    "CSV": lambda reader, text: read_csv(text, reader.config),
    "JSON": lambda reader, text: read_json(text, reader.config.get("ItemsPointer", "")),
    "JSONL": lambda _, text: read_json_lines(text),
    "MANIFEST": lambda reader, text: inventory_rows(text, reader.ask),
}


def read_items(action: str, parameters: Any, config: Config, ask: Ask, *, most: int = 0) -> list[Item]:
    """Return the items, `most` of them at the most (0: all), which `ask` finds for an S3 action and its parameters.

    `config` is the ReaderConfig. Whatever goes wrong is StatesError States.ItemReaderFailed.
    """
    read = _ACTIONS.get(action)
    if read is None:
        raise reader_failed(
            f"An ItemReader's Resource must be s3:getObject or s3:listObjectsV2, not {action}."
        )
    if not isinstance(parameters, dict) or not isinstance(parameters.get("Bucket"), str):
        raise reader_failed("An ItemReader's parameters need a Bucket that is a text.")
    try:
        return list(islice(read(_Reader(config, ask), parameters), most or None))
    except StatesError as error:
        raise reader_failed(error.cause or error.error or "S3 gave no reason.") from error
