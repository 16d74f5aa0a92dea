"""Text delimited files (CSV): rows as objects whose values are all texts."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from course.asl.json_text import size

from .failure import reader_failed
from .limits import CSV_HEADERS

__all__ = ["DELIMITERS", "read_csv", "rows_of"]

DELIMITERS = {"COMMA": ",", "PIPE": "|", "SEMICOLON": ";", "SPACE": " ", "TAB": "\t"}


def read_csv(text: str, config: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield the rows of `text` under the headers that the ReaderConfig `config` speaks of.

    A row that is too short gets empty texts, what a row has too much is dropped, an empty line is none. Raises
    StatesError for headers that cannot be used. Source: ItemReader (Map), CSV file,
    https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
    """
    rows = rows_of(text, _delimiter(config))
    headers = _headers(config, rows)
    missing = [""] * len(headers)
    for row in rows:
        yield dict(zip(headers, row + missing[len(row) :], strict=False))


def rows_of(text: str, delimiter: str = ",") -> Iterator[list[str]]:
    """Yield the fields of each row. A quoted field may hold delimiters and line ends; a backslash escapes."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, escapechar="\\")
    try:
        yield from filter(None, reader)
    except csv.Error as error:
        raise reader_failed(f"Row {reader.line_num} of the CSV file cannot be read: {error}.") from None


def _delimiter(config: dict[str, Any]) -> str:
    name = config.get("CSVDelimiter", "COMMA")
    if not isinstance(name, str) or name not in DELIMITERS:
        raise reader_failed(f'CSVDelimiter must be one of {", ".join(DELIMITERS)}, and is "{name}".')
    return DELIMITERS[name]


def _headers(config: dict[str, Any], rows: Iterator[list[str]]) -> list[str]:
    match config.get("CSVHeaderLocation"):
        case "FIRST_ROW":
            headers = next(rows, [])
        case "GIVEN":
            headers = _given(config.get("CSVHeaders"))
        case other:
            raise reader_failed(f'CSVHeaderLocation must be FIRST_ROW or GIVEN, and is "{other}".')
    if len(set(headers)) < len(headers):
        raise reader_failed("CSV headers cannot contain duplicates.")
    length = size(",".join(headers))
    if length > CSV_HEADERS:
        raise reader_failed(f"CSV headers have {length:,} bytes, and may have {CSV_HEADERS:,}.")
    return headers


def _given(headers: Any) -> list[str]:
    if not isinstance(headers, list) or not headers or not all(isinstance(name, str) for name in headers):
        raise reader_failed("CSVHeaderLocation GIVEN needs CSVHeaders, an array of names.")
    return headers
