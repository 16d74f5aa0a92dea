"""What a Distributed Map reads, how it runs, and where it writes."""

import re
from collections.abc import Iterator
from typing import Any

from course.asl.linter.definition import Definition, Finding
from course.asl.linter.fields import Node, nodes

__all__ = ["execution_type", "reader_fields", "reader_resource", "writer_destination"]

_READERS = re.compile(r"arn:[^:]+:states:::s3:(getObject|listObjectsV2)")
_WRITERS = re.compile(r"arn:[^:]+:states:::s3:putObject")


def execution_type(definition: Definition) -> Iterator[Finding]:
    """An ExecutionType that is missing or has no use.

    What it finds
        A ProcessorConfig of mode DISTRIBUTED without ExecutionType, or one of mode INLINE (which is what no
        Mode means) with it.

    Why it matters
        The items of a Distributed Map are executions, STANDARD or EXPRESS; those of an inline Map are not.
        AWS refuses the definition.

    Example
        {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "Resize", "States": {}}

    Remedy
        Add `"ExecutionType": "STANDARD"` or `"EXPRESS"`, or remove it.
    """
    for node in _of(definition, "ProcessorConfig"):
        mode = node.value.get("Mode")
        if mode == "DISTRIBUTED" and "ExecutionType" not in node.value:
            yield Finding(node.path, "These fields are required: [ExecutionType]", "Add STANDARD or EXPRESS.")
        if mode in ("INLINE", None) and "ExecutionType" in node.value:
            path = (*node.path, "ExecutionType")
            message = "Field 'ExecutionType' is not supported"
            yield Finding(
                path, message, "Remove it, or set the Mode DISTRIBUTED.", on_key=True, around=node.path
            )


def reader_resource(definition: Definition) -> Iterator[Finding]:
    """A reader or writer that is not S3.

    What it finds
        An ItemReader with another Resource than `s3:getObject` or `s3:listObjectsV2`, or a ResultWriter with
        another than `s3:putObject`.

    Why it matters
        Step Functions reads items from S3 and writes results to S3, by these calls alone; AWS refuses the
        definition.

    Example
        {"ItemReader": {"Resource": "arn:aws:states:::dynamodb:scan", "Parameters": {"TableName": "orders"}}}

    Remedy
        Read a file with `arn:aws:states:::s3:getObject`, list a bucket with
        `arn:aws:states:::s3:listObjectsV2`. Anything else is read by a Task before, and handed over as items.
    """
    for table, allowed in (("ItemReader", _READERS), ("ResultWriter", _WRITERS)):
        for node in _of(definition, table):
            resource = node.value.get("Resource")
            if isinstance(resource, str) and not (
                definition.is_open(resource) or allowed.fullmatch(resource)
            ):
                message = "The field 'Resource' does not match any of the allowed values"
                hint = "Use s3:getObject or s3:listObjectsV2." if allowed is _READERS else "Use s3:putObject."
                yield Finding((*node.path, "Resource"), message, hint)


def reader_fields(definition: Definition) -> Iterator[Finding]:
    """A ReaderConfig that does not fit what is read.

    What it finds
        CSV without CSVHeaderLocation; headers to be GIVEN without CSVHeaders; a field about CSV where
        something else is read.

    Why it matters
        AWS refuses the definition.

    Example
        {"ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "GIVEN"}}

    Remedy
        Say where the headers are: FIRST_ROW, or GIVEN together with CSVHeaders.
    """
    for node in _of(definition, "ReaderConfig"):
        config, path = node.value, node.path
        if config.get("InputType") == "CSV" and "CSVHeaderLocation" not in config:
            yield Finding(path, "The field 'CSVHeaderLocation' is required", "Write FIRST_ROW or GIVEN.")
        if config.get("CSVHeaderLocation") == "GIVEN" and "CSVHeaders" not in config:
            yield Finding(path, "These fields are required: [CSVHeaders]", "List the names of the columns.")
        if config.get("InputType") in ("JSON", "JSONL", "PARQUET"):
            for name in config:
                if name in ("CSVHeaderLocation", "CSVHeaders", "CSVDelimiter"):
                    message, hint = f"Field '{name}' is not supported", "It belongs to the InputType CSV."
                    yield Finding((*path, name), message, hint, on_key=True, around=path)


def writer_destination(definition: Definition) -> Iterator[Finding]:
    """A ResultWriter that does not say where to.

    What it finds
        A ResultWriter with a Resource and no Parameters (in JSONata: Arguments), or with these and no
        Resource.

    Why it matters
        The results could not be written anywhere; AWS refuses the definition.

    Example
        {"ResultWriter": {"Resource": "arn:aws:states:::s3:putObject"}}

    Remedy
        Name Bucket and Prefix in Parameters or Arguments. A WriterConfig alone, without a Resource, only
        shapes the results.
    """
    for node in _of(definition, "ResultWriter"):
        call = "Arguments" if node.language == "JSONata" else "Parameters"
        missing = _missing(node.value, "Resource", call)
        if missing:
            message = f"These fields are required: [{missing}]"
            yield Finding(node.path, message, "Name the Bucket, and a Prefix.")


def _missing(value: dict[str, Any], one: str, other: str) -> str:
    if (one in value) == (other in value):
        return ""
    return other if one in value else one


def _of(definition: Definition, table: str) -> Iterator[Node]:
    return (node for node in nodes(definition) if node.table == table)
