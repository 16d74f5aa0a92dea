"""What a path is made of, as data: one class a kind of step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["Build", "Call", "Each", "Filter", "Indexes", "Keys", "Scan", "Slice", "Step", "Test"]

# Whether a filter lets a value pass: (the value `@`, the document `$`) -> yes or no.
Test = Callable[[Any, Any], bool]


def _quoted(names: tuple[str, ...]) -> str:
    return ",".join(f"'{name}'" for name in names)


@dataclass(frozen=True, slots=True)
class Keys:
    """`.name`, `['name']` or `['one','two']` with more to come."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        """Write it as AWS's path library does."""
        return f"[{_quoted(self.names)}]"


@dataclass(frozen=True, slots=True)
class Build:
    """`['one','two']` at the end of a path: one object of these fields."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        """Write it as AWS's path library does."""
        return f"[{_quoted(self.names)}]"


@dataclass(frozen=True, slots=True)
class Indexes:
    """`[0]`, `[-1]` or `[0,2]`."""

    numbers: tuple[int, ...]

    def __str__(self) -> str:
        """Write it as AWS's path library does."""
        return f"[{','.join(map(str, self.numbers))}]"


@dataclass(frozen=True, slots=True)
class Slice:
    """`[1:3]`, `[1:]`, `[:3]`; an end left open is None."""

    start: int | None
    stop: int | None

    def __str__(self) -> str:
        """Write it as AWS's path library does."""
        return f"[{'' if self.start is None else self.start}:{'' if self.stop is None else self.stop}]"


@dataclass(frozen=True, slots=True)
class Each:
    """`.*` or `[*]`."""

    def __str__(self) -> str:
        """Write it as AWS's path library does."""
        return "[*]"


@dataclass(frozen=True, slots=True)
class Scan:
    """`..`: the next step is taken at every depth."""

    def __str__(self) -> str:
        """Write it as AWS's path library does."""
        return ".."


@dataclass(frozen=True, slots=True)
class Filter:
    """`[?(...)]`."""

    test: Test

    def __str__(self) -> str:
        """Write it as AWS's path library does."""
        return "[?]"


@dataclass(frozen=True, slots=True)
class Call:
    """`.length()` and the like, at the end of a path."""

    name: str
    arguments: tuple[int, ...] = ()

    def __str__(self) -> str:
        """Write it as AWS's path library does."""
        return f".{self.name}({','.join(map(str, self.arguments))})"


Step = Keys | Build | Indexes | Slice | Each | Scan | Filter | Call
