"""The intrinsic functions that have a counterpart in JSONata, and how each is written there.

The others have one for most values: JSONata takes a list of one for the value, and puts lists into lists differently.
"""

from collections.abc import Callable
from dataclasses import dataclass

from course.asl import intrinsics

from .document import literal

__all__ = ["CALLS", "Counterpart"]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """`write` takes the call and its arguments as JSONata; `differs` as in `Line`; `is_operator`: it needs parentheses."""

    write: Callable[[intrinsics.Call, list[str]], str]
    differs: str = ""
    is_operator: bool = False


def _format(call: intrinsics.Call, arguments: list[str]) -> str:
    """Join the pieces of a template with what stands between them."""
    template = call.arguments[0] if call.arguments else None
    if not isinstance(template, intrinsics.Literal) or "\\" in template.written:
        raise ValueError(f"{call.text}: its text is computed, or has a backslash")
    pieces = template.written.split("{}")
    if len(pieces) != len(arguments):
        raise ValueError(f"{call.text}: as many {{}} as further arguments are needed")
    joined = [literal(pieces[0])]
    for piece, argument in zip(pieces[1:], arguments[1:], strict=True):
        joined += [argument, literal(piece)]
    said = [text for text in joined if text != "''"]
    return " & ".join(said) if len(said) > 1 else f"$string({said[0]})" if said else "''"


def _merge(call: intrinsics.Call, arguments: list[str]) -> str:
    _count(call, arguments, 3)
    if arguments[2] != "false":
        raise ValueError(f"{call.text}: only a shallow merge (false) can be done")
    return f"$merge([{arguments[0]}, {arguments[1]}])"


def _function(name: str, count: int) -> Callable[[intrinsics.Call, list[str]], str]:
    def write(call: intrinsics.Call, arguments: list[str]) -> str:
        _count(call, arguments, count)
        return f"{name}({', '.join(arguments)})"

    return write


def _sum(call: intrinsics.Call, arguments: list[str]) -> str:
    _count(call, arguments, 2)
    return " + ".join(arguments)


def _count(call: intrinsics.Call, arguments: list[str], count: int) -> None:
    if len(arguments) != count:
        raise ValueError(f"{call.text}: {count} arguments are needed, here are {len(arguments)}")


CALLS: dict[str, Counterpart] = {
    "States.Format": Counterpart(
        _format,
        "From ten million on, and below a thousandth, the two write a number with a fraction differently.",
        is_operator=True,
    ),
    "States.JsonMerge": Counterpart(_merge),
    "States.MathAdd": Counterpart(
        _sum, "States.MathAdd rounds fractions before it adds; + does not.", is_operator=True
    ),
    "States.StringToJson": Counterpart(_function("$parse", 1)),
    "States.ArrayLength": Counterpart(_function("$count", 1)),
    "States.Hash": Counterpart(_function("$hash", 2)),
    "States.UUID": Counterpart(_function("$uuid", 0)),
}
