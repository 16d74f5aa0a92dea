"""What can go wrong with a path: its text is none, or it leads nowhere."""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["PathNotFoundError", "PathSyntaxError", "Why"]


class PathSyntaxError(ValueError):
    """A text is no path: what is wrong, and in which column (counted from 1)."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(f"{message} (column {column})")
        self.message = message
        self.column = column


@dataclass(frozen=True, slots=True)
class Why:
    """Why a path leads nowhere, in the words of AWS's path library.

    `misfit`: it asks for items of what is no array, or filters a text or number; AWS passes on the library's words.
    """

    text: str
    misfit: bool = False


class PathNotFoundError(LookupError):
    """A path leads nowhere in a document; as a text it says where it ended.

    Why is found out when it is asked for: most who look for a field are content that it is not there.
    """

    def __init__(self, find_out: Callable[[], Why]) -> None:
        super().__init__()
        self.find_out = find_out

    def __str__(self) -> str:
        """Say where it ended."""
        return self.find_out().text
