"""How pictures say numbers, times and documents."""

from typing import Any

from course.asl.text import printed

__all__ = ["as_json", "clip", "count", "duration", "number", "offset", "printed"]

_UNITS = ((86400, "d"), (3600, "h"), (60, "min"))


def duration(seconds: float) -> str:
    """Return a virtual time for a reader: `0.02 s`, `45 s`, `5 min 30 s`, `1 h`."""
    if abs(seconds) < 60:
        return f"{number(round(seconds, 3))} s"
    return " ".join(_in_units(round(seconds))[:2])


def offset(seconds: float) -> str:
    """Return a moment (not negative) as counted from another, to the millisecond: `+0.02 s`, `+3 min 0.03 s`.

    Unlike `duration` it leaves nothing out, so that moments close to each other stay apart however late they are.
    """
    return f"+{' '.join(_in_units(round(seconds, 3))) or '0 s'}"


def _in_units(rest: float) -> list[str]:
    said = []
    for size, unit in _UNITS:
        whole, rest = divmod(rest, size)
        if whole:
            said.append(f"{whole:.0f} {unit}")
    if rest := round(rest, 3):
        said.append(f"{number(rest)} s")
    return said


def number(value: float) -> str:
    """Return a number without needless digits: `3`, `0.25`, `1,250`."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.3f}".rstrip("0").rstrip(".")
    return f"{int(value):,}"


def count(how_many: int, thing: str) -> str:
    """Return `1 message`, `3 messages`."""
    return f"{how_many:,} {thing}{'' if how_many == 1 else 's'}"


def as_json(value: Any) -> str:
    """Return a value as a reader would write it: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else printed(value)


def clip(text: str, longest: int = 24) -> str:
    """Return `text`, its middle left out where it is too long; both ends of a resource's name tell it apart."""
    if len(text) <= longest:
        return text
    tail = longest // 2
    return f"{text[: longest - tail - 1]}…{text[-tail:]}"
