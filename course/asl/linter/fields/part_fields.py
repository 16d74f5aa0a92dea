"""The fields of the objects within a state: retriers, catchers, choice rules, what a Map state reads and writes.

Sources: https://states-language.net, "Errors", "Choice State", "Map State"; the pages of AWS's guide on error
handling (concepts-error-handling), Choice (state-choice), ItemReader, ItemBatcher and ResultWriter
(input-output-...).
"""

from course import facts

from .field import (
    Field,
    Table,
    integer,
    listed,
    number,
    part,
    parts,
    path,
    payload,
    reference,
    template,
    text,
    texts,
    timestamp,
    truth,
)

__all__ = ["OPERATORS", "PARTS"]

_SECONDS = int(facts.value("states.seconds"))
_RETRY = facts.value("states.retry")
_PAYLOAD = int(facts.value("states.payload"))

_ORDERINGS = ("Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals")
_COMPARED: dict[str, tuple[Field, tuple[str, ...]]] = {
    "String": (text(), _ORDERINGS),
    "Numeric": (number(), _ORDERINGS),
    "Boolean": (truth(), ("Equals",)),
    "Timestamp": (timestamp(), _ORDERINGS),
}
_TESTS = ("IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp")

# The comparisons of a Choice rule in JSONPath, each with what it compares to.
OPERATORS: Table = {
    **{f"{kind}{order}": field for kind, (field, orders) in _COMPARED.items() for order in orders},
    **{f"{kind}{order}Path": path() for kind, (_, orders) in _COMPARED.items() for order in orders},
    "StringMatches": text(),
    **dict.fromkeys(_TESTS, truth()),
}


def _jsonpath(table: Table) -> Table:
    return {name: _only_jsonpath(field) for name, field in table.items()}


def _only_jsonpath(field: Field) -> Field:
    return Field(
        field.kind, "JSONPath", least=field.least, most=field.most, holds=field.holds, filled=field.filled
    )


_TEST: Table = _jsonpath(
    {
        "And": parts("test", filled=True),
        "Or": parts("test", filled=True),
        "Not": part("test"),
        "Variable": path(),
        **OPERATORS,
    }
)
_CALL: Table = {"Parameters": payload("JSONPath"), "Arguments": payload("JSONata")}

PARTS: dict[str, Table] = {
    "retrier": {
        "ErrorEquals": texts(required=True, filled=True),
        "IntervalSeconds": integer(0, _SECONDS),
        "MaxAttempts": integer(0, _RETRY["max_attempts"]),
        "BackoffRate": number(1.0),
        "MaxDelaySeconds": integer(1, _RETRY["max_delay"]),
        "JitterStrategy": listed("NONE", "FULL"),
        "Comment": text(),
    },
    "catcher": {
        "ErrorEquals": texts(required=True, filled=True),
        "Next": text(required=True),
        "ResultPath": reference(null=True),
        "Output": template("JSONata"),
        "Assign": Field("variables"),
        "Comment": text(),
    },
    "rule": {
        "Next": text(required=True),
        "Condition": Field("truth", "JSONata", computed=True),
        "Output": template("JSONata"),
        "Assign": Field("variables"),
        "Comment": text(),
        **_TEST,
    },
    "test": {"Comment": text(), **_TEST},
    "ProcessorConfig": {
        "Mode": listed("INLINE", "DISTRIBUTED"),
        "ExecutionType": listed("STANDARD", "EXPRESS"),
    },
    "ItemReader": {"Resource": text(required=True), **_CALL, "ReaderConfig": part("ReaderConfig")},
    "ReaderConfig": {
        "InputType": listed("CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"),
        "CSVHeaderLocation": listed("FIRST_ROW", "GIVEN"),
        "CSVHeaders": texts(filled=True),
        "CSVDelimiter": listed("COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"),
        "MaxItems": integer(0, computed=True),
        "MaxItemsPath": reference(),
        "ItemsPointer": text(),
        "ManifestType": listed("ATHENA_DATA", "S3_INVENTORY"),
        "Transformation": listed("NONE", "LOAD_AND_FLATTEN"),
    },
    "ItemBatcher": {
        "BatchInput": payload(),
        "MaxItemsPerBatch": integer(0, computed=True),
        "MaxItemsPerBatchPath": reference(),
        "MaxInputBytesPerBatch": integer(0, _PAYLOAD, computed=True),
        "MaxInputBytesPerBatchPath": reference(),
    },
    "ResultWriter": {"Resource": text(), **_CALL, "WriterConfig": part("WriterConfig")},
    "WriterConfig": {
        "OutputType": listed("JSON", "JSONL", required=True),
        "Transformation": listed("NONE", "COMPACT", "FLATTEN", required=True),
    },
}
