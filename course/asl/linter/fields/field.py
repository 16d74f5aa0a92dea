"""What one field of the language may hold: the columns of the tables beside this file."""

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Field", "Kind", "Table", "integer", "listed", "number", "part", "parts", "path", "payload", "reference", "template",
    "text", "texts", "timestamp", "truth",
]  # fmt: skip

# `path` is a JSONPath and `reference` one that names a single node. Documents to be filled in: a `template` may be
# any value, a `payload` is an object or array, `variables` and `credentials` are objects. `plain` is a document that
# nobody looks into.
Kind = Literal[
    "text", "timestamp", "truth", "integer", "number", "object", "list", "texts", "path", "reference",
    "template", "payload", "variables", "credentials", "plain",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    `language`: the only query language that has it, or "" for both. `computed`: in JSONata an expression may
    stand for its value. `null`: so may null. `least` and `most` bound a number, `choices` are the texts
    allowed, `filled` means that an empty text, list or object is refused, and `holds` is the table of the
    object, or of each object in the list. `intrinsic`: a path that may be the call of an intrinsic function.
    """

    kind: Kind
    language: Literal["", "JSONPath", "JSONata"] = ""
    required: bool = False
    computed: bool = False
    null: bool = False
    intrinsic: bool = False
    filled: bool = False
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()
    holds: str = ""


# Field by name. AWS lists what is missing in the order of the table.
Table = dict[str, Field]


def text(*, required: bool = False, computed: bool = False) -> Field:
    """A text."""
    return Field("text", required=required, computed=computed)


def listed(*choices: str, required: bool = False) -> Field:
    """One text of a few."""
    return Field("text", required=required, choices=choices)


def timestamp(*, computed: bool = False) -> Field:
    """A time as RFC 3339 writes it."""
    return Field("timestamp", computed=computed)


def truth(*, computed: bool = False) -> Field:
    """A boolean."""
    return Field("truth", computed=computed)


def integer(least: int, most: int | None = None, *, computed: bool = False) -> Field:
    """A whole number."""
    return Field("integer", least=least, most=most, computed=computed)


def number(least: float | None = None) -> Field:
    """A number."""
    return Field("number", least=least)


def path(*, null: bool = False, intrinsic: bool = False) -> Field:
    """A JSONPath; fields of this kind are JSONPath's alone."""
    return Field("path", "JSONPath", null=null, intrinsic=intrinsic)


def reference(*, null: bool = False) -> Field:
    """A JSONPath that names one node."""
    return Field("reference", "JSONPath", null=null)


def template(language: Literal["", "JSONPath", "JSONata"] = "") -> Field:
    """A document to be filled in."""
    return Field("template", language)


def payload(language: Literal["", "JSONPath", "JSONata"] = "") -> Field:
    """A document to be filled in that is an object or array, or in JSONata an expression."""
    return Field("payload", language, computed=True)


def texts(*, required: bool = False, filled: bool = False) -> Field:
    """A list of texts."""
    return Field("texts", required=required, filled=filled)


def part(table: str = "", *, required: bool = False, filled: bool = False) -> Field:
    """An object, with the fields of `table` if one is named."""
    return Field("object", required=required, filled=filled, holds=table)


def parts(table: str, *, required: bool = False, filled: bool = False) -> Field:
    """A list of objects with the fields of `table`."""
    return Field("list", required=required, filled=filled, holds=table)
