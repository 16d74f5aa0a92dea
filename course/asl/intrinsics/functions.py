"""The intrinsic functions of the States Language, by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import arrays, encodings, json_data, numbers, strings

__all__ = ["FUNCTIONS", "Function"]


@dataclass(frozen=True, slots=True)
class Function:
    """A function and how many arguments it takes: `least` to `most` (None: any number).

    `draws`: it also takes `random`, a `random.Random`. `template`: its first argument, where that is a string in
    apostrophes, is taken as it is written, with its escapes.
    """

    run: Callable[..., Any]
    least: int
    most: int | None
    draws: bool = False
    template: bool = False


FUNCTIONS: dict[str, Function] = {
    "States.Array": Function(arrays.array, 0, None),
    "States.ArrayContains": Function(arrays.contains, 2, 2),
    "States.ArrayGetItem": Function(arrays.get_item, 2, 2),
    "States.ArrayLength": Function(arrays.length, 1, 1),
    "States.ArrayPartition": Function(arrays.partition, 2, 2),
    "States.ArrayRange": Function(arrays.span, 3, 3),
    "States.ArrayUnique": Function(arrays.without_duplicates, 1, 1),
    "States.Base64Decode": Function(encodings.base64_decode, 1, 1),
    "States.Base64Encode": Function(encodings.base64_encode, 1, 1),
    "States.Format": Function(strings.fill_in, 1, None, template=True),
    "States.Hash": Function(encodings.digest, 2, 2),
    "States.JsonMerge": Function(json_data.merge, 3, 3),
    "States.JsonToString": Function(json_data.json_to_string, 1, 1),
    "States.MathAdd": Function(numbers.add, 2, 2),
    "States.MathRandom": Function(numbers.pick, 2, 3, draws=True),
    "States.StringSplit": Function(strings.split, 2, 2),
    "States.StringToJson": Function(json_data.string_to_json, 1, 1),
    "States.UUID": Function(numbers.identifier, 0, 0, draws=True),
}
