"""What a document of a service looks like: its fields, their types and bounds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

__all__ = ["ANY", "Shape", "Type", "from_model", "of_fields"]

Type = Literal["object", "array", "map", "string", "number", "boolean", "any"]

# A time is a text in Step Functions' documents, and bytes are a text as well.
_TYPES: dict[str, Type] = {
    "structure": "object",
    "list": "array",
    "map": "map",
    "string": "string",
    "character": "string",
    "blob": "string",
    "timestamp": "string",
    "integer": "number",
    "long": "number",
    "short": "number",
    "byte": "number",
    "float": "number",
    "double": "number",
    "bigdecimal": "number",
    "biginteger": "number",
    "boolean": "boolean",
}


@dataclass(frozen=True, eq=False)
class Shape:
    """The shape of one value.

    `required` are the fields that an object must have. `minimum` and `maximum` bound a number, the length of a text or
    the count of an array's items. `choices` are the texts allowed, () for any. Shapes may hold themselves, so what is
    inside one is looked up when it is asked for: `fields` of an object, `item` of an array or of a map's values.
    """

    type: Type
    required: frozenset[str] = frozenset()
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    inner_fields: Callable[[], Mapping[str, "Shape"]] = dict
    inner_item: Callable[[], "Shape | None"] = lambda: None

    @cached_property
    def fields(self) -> Mapping[str, "Shape"]:
        """The fields of an object, by their names in Step Functions."""
        return self.inner_fields()

    @cached_property
    def item(self) -> "Shape | None":
        """The shape of each item of an array, or of each value of a map."""
        return self.inner_item()

    def with_fields(
        self, fields: Mapping[str, "Shape"], *, optional: frozenset[str] = frozenset()
    ) -> "Shape":
        """Return this object with other or more `fields`, and without the duty to have the `optional` ones."""
        return replace(
            self, required=self.required - optional, inner_fields=lambda: {**self.fields, **fields}
        )


ANY = Shape("any")


def of_fields(fields: str) -> Shape:
    """Return an object of fields of any type, from their names in one line; a `!` marks one that is required."""
    names = fields.split()
    return Shape(
        "object",
        required=frozenset(name.rstrip("!") for name in names if name.endswith("!")),
        inner_fields=lambda: {name.rstrip("!"): ANY for name in names},
    )


def from_model(shape: Any, spelling: Callable[[str], str]) -> Shape:
    """Return the shape of a botocore `shape` (None: an object without fields), its fields spelt by `spelling`."""
    if shape is None:
        return Shape("object")
    if getattr(shape, "is_document_type", False):
        return ANY
    bounds = shape.metadata
    kind = _TYPES.get(shape.type_name, "any")
    return Shape(
        kind,
        required=frozenset(map(spelling, _required(shape))),
        minimum=bounds.get("min"),
        maximum=bounds.get("max"),
        choices=tuple(bounds.get("enum", ())),
        inner_fields=lambda: {
            spelling(name): from_model(member, spelling)
            for name, member in (shape.members if kind == "object" else {}).items()
        },
        inner_item=lambda: from_model(_item(shape), spelling) if kind in ("array", "map") else None,
    )


def _required(shape: Any) -> list[str]:
    """The fields that somebody has to give; a token against doing it twice, the SDK makes up."""
    names = getattr(shape, "required_members", ())
    return [name for name in names if not shape.members[name].metadata.get("idempotencyToken")]


def _item(shape: Any) -> Any:
    return shape.member if shape.type_name == "list" else shape.value
