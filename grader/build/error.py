"""The one error of this room: where, what was found, what was expected, what to do."""

from pathlib import Path

__all__ = ["BuildError"]


class BuildError(Exception):
    """A text notebook or a generated file that cannot be used as it is; its text is for the author to read."""

    def __init__(
        self, path: Path, *, found: str, expected: str, remedy: str, line: int | None = None
    ) -> None:
        self.path, self.line = path, line
        self.found, self.expected, self.remedy = found, expected, remedy
        where = path.as_posix() if line is None else f"{path.as_posix()}:{line}"
        super().__init__(f"{where}: found {found}; expected {expected}. {remedy}")
