"""The minutes of a sitting: what has come of a paper, kept outside of the process that examines it.

Should that process be ended, another one goes on from there, without the cell that was under way.
"""

import json
import tempfile

from .paper import Result

__all__ = ["Minutes"]


class Minutes:
    """A file without a name, which forks of this process share."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  closed by `close`

    def write(self, at: int, result: Result) -> None:
        """Write down that the cell at this position begins, and what came of the others so far."""
        self._file.seek(0)
        self._file.truncate()
        json.dump({"at": at, "result": vars(result)}, self._file)
        self._file.flush()

    def read(self) -> tuple[int | None, Result]:
        """Return which cell was begun last, None before the first, and what came of the others."""
        self._file.seek(0)
        text = self._file.read()
        if not text:
            return None, Result()
        found = json.loads(text)
        return found["at"], Result.of(found["result"])

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
