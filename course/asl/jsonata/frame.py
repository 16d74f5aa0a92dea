"""Names and their values within one block or function call."""

from typing import Any

from jsonata.jsonata import Jsonata  # type: ignore[import-untyped]  # it ships no types

__all__ = ["Frame"]


class Frame(Jsonata.Frame):  # type: ignore[misc]  # the library ships no types
    """A frame of the library, looked through in a loop: it has one inside another for each call under way."""

    def __init__(self, parent: "Frame | None", bindings: dict[str, Any] | None = None) -> None:
        self.parent = parent
        self.bindings = {} if bindings is None else bindings
        self.is_parallel_call = False

    def bind(self, name: str, val: Any) -> None:
        """Give a name its value."""
        self.bindings[name] = val

    def lookup(self, name: str) -> Any:
        """Return the value that a name has here, or None."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.bindings:
                return frame.bindings[name]
            frame = frame.parent
        return None
