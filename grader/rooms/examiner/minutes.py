"""The minutes of a sitting: what has come of a paper, kept outside of the process that examines it.

Should that process be ended, another one goes on from there, without the cell that was under way.
"""

import json
import tempfile
import time
from typing import Any

from .paper import Result

__all__ = ["Minutes"]


class Minutes:
    """A file without a name, which forks of this process share. `read` before `write`, where another one has written.

    `spent` has, by position, the real seconds that each cell has taken, in all attempts together.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  closed by `close`
        self._at: int | None = None
        self._since = 0.0
        self.spent: dict[int, float] = {}

    def write(self, at: int, result: Result) -> None:
        """Write down that the cell at this position begins, and what came of the others so far."""
        self._add_up()
        self._at = at
        found = {"at": at, "since": self._since, "spent": self.spent, "result": vars(result)}
        self._file.seek(0)
        self._file.truncate()
        json.dump(found, self._file)
        self._file.flush()

    def read(self) -> tuple[int | None, Result]:
        """Return which cell was begun last, None before the first, and what came of the others."""
        found = self._read()
        if not found:
            return None, Result()
        self._at, self._since = found["at"], found["since"]
        self.spent = {int(at): seconds for at, seconds in found["spent"].items()}
        self._add_up()
        return self._at, Result.of(found["result"])

    def close(self) -> None:
        """Remove the file."""
        self._file.close()

    def _read(self) -> dict[str, Any]:
        self._file.seek(0)
        text = self._file.read()
        return json.loads(text) if text else {}

    def _add_up(self) -> None:
        """Count the time since the last time for the cell that is under way."""
        now = time.monotonic()  # of the machine, the same in every process
        if self._at is not None:
            self.spent[self._at] = self.spent.get(self._at, 0.0) + now - self._since
        self._since = now
