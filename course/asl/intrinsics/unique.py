"""The different values of an array, in the order in which AWS returns them: that of a Java HashSet.

Small numbers come in ascending order, `[true, false]` is turned round. Values are alike if Java's are: 1 and 1.0 differ,
the order of an object's keys does not count.
"""

import struct
from collections.abc import Hashable, Iterable
from typing import Any

__all__ = ["unique"]

_BITS = 0xFFFFFFFF


def unique(values: list[Any]) -> list[Any]:
    """Return each value once. Raises RecursionError for what is too deep."""
    buckets = _capacity(len(values))
    found: dict[Hashable, Any] = {}
    for value in values:
        found.setdefault(_identity(value), value)
    return sorted(found.values(), key=lambda value: _spread(_hash(value)) % buckets)


def _capacity(count: int) -> int:
    """The size of the table that Java makes for a collection of so many values."""
    wanted = max(int(count / 0.75) + 1, 16)
    return 1 << (wanted - 1).bit_length()


def _identity(value: Any) -> Hashable:
    if isinstance(value, list):
        return ("list", *map(_identity, value))
    if isinstance(value, dict):
        return frozenset((key, _identity(inner)) for key, inner in value.items())
    return type(value), value


def _spread(hash_code: int) -> int:
    return hash_code ^ hash_code >> 16


def _hash(value: Any) -> int:
    """The hashCode of the Java object that a JSON value is read into, as 32 bits without sign."""
    match value:
        case None:
            return 0
        case bool():
            return 1231 if value else 1237
        case int():
            return _integer(value)
        case float():
            bits = int.from_bytes(struct.pack(">d", value), "big")
            return (bits ^ bits >> 32) & _BITS
        case str():
            return _polynomial(0, struct.unpack(f"<{len(_utf16(value)) // 2}H", _utf16(value)))
        case list():
            return _polynomial(1, map(_hash, value))
    return sum(_hash(key) ^ _hash(inner) for key, inner in value.items()) & _BITS


def _integer(value: int) -> int:
    if -(1 << 31) <= value < 1 << 31:
        return value & _BITS
    if -(1 << 63) <= value < 1 << 63:
        return (value ^ value >> 32) & _BITS
    size = -(-value.bit_length() // 32)
    words = struct.unpack(f">{size}I", abs(value).to_bytes(size * 4, "big"))
    return _polynomial(0, words) * (1 if value > 0 else -1) & _BITS


def _polynomial(start: int, parts: Iterable[int]) -> int:
    for part in parts:
        start = (31 * start + part) & _BITS
    return start


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")
