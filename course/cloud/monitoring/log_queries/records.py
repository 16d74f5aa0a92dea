"""What a query sees of a log event: its own fields and those that CloudWatch Logs discovers in its message.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
"""

import json
import re
from datetime import UTC, datetime
from typing import Any

__all__ = ["Record", "Value", "record", "stamp"]

Value = str | float | None

_LAMBDA = re.compile(r"^(START|END|REPORT) RequestId: (\S+)")
_REPORTED = {
    "@duration": re.compile(r"\tDuration: ([\d.]+) ms"),
    "@billedDuration": re.compile(r"\tBilled Duration: ([\d.]+) ms"),
    "@initDuration": re.compile(r"\tInit Duration: ([\d.]+) ms"),
    "@memorySize": re.compile(r"\tMemory Size: (\d+) MB"),
    "@maxMemoryUsed": re.compile(r"\tMax Memory Used: (\d+) MB"),
}
_MEMORY_UNIT = 1_000_000  # Lambda's megabytes become bytes
_decoder = json.JSONDecoder()


class Record:
    """A row on its way through a query: fields that were set, and those found in the message."""

    def __init__(self, fields: dict[str, Value], message: str | None = None) -> None:
        self.fields = fields
        self._message = message
        self._document: Any = None
        self._read = message is None

    def get(self, name: str) -> Value:
        """Return a field; None where it is not there."""
        if name in self.fields:
            return self.fields[name]
        return None if name.startswith("@") else _plain(_within(self._json(), name))

    def set(self, name: str, value: Value) -> None:
        """Set a field of this row."""
        self.fields[name] = value

    def _json(self) -> Any:
        if not self._read:
            self._read, self._document = True, _json_in(self._message or "")
        return self._document


def record(group: str, stream: str, event: Any, owner: str) -> Record:
    """Return the row of a log event of moto's."""
    fields: dict[str, Value] = {
        "@timestamp": stamp(event.timestamp),
        "@message": event.message,
        "@logStream": stream,
        "@log": f"{owner}:{group}",
        "@ingestionTime": stamp(event.ingestion_time),
        "@ptr": str(event.event_id),
    }
    if found := _LAMBDA.match(event.message):
        fields |= {"@type": found[1], "@requestId": found[2]}
        for name, pattern in _REPORTED.items():
            if found[1] == "REPORT" and (number := pattern.search(event.message)):
                fields[name] = float(number[1]) * (_MEMORY_UNIT if "emory" in name else 1)
    return Record(fields, event.message)


def stamp(milliseconds: float) -> str:
    """Return a moment as a query shows it."""
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return f"{moment:%Y-%m-%d %H:%M:%S}.{moment.microsecond // 1000:03}"


def _json_in(message: str) -> Any:
    """Return the first JSON object in a message; None where there is none."""
    begin = message.find("{")
    while begin >= 0:
        try:
            return _decoder.raw_decode(message, begin)[0]
        except ValueError:
            begin = message.find("{", begin + 1)
    return None


def _within(document: Any, path: str) -> Any:
    """Return what a path with dots leads to; a name that has dots itself comes first."""
    if isinstance(document, dict) and path in document:
        return document[path]
    for part in re.split(r"\.|\[|\]\.?", path):
        if not part:
            continue
        if isinstance(document, dict) and part in document:
            document = document[part]
        elif isinstance(document, list) and part.isdecimal() and int(part) < len(document):
            document = document[int(part)]
        else:
            return None
    return document


def _plain(value: Any) -> Value:
    """Return a JSON value as a query knows it: a text or a number, true and false being 1 and 0."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, int | float):
        return float(value)
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
