"""The database and the cache of M13 E3, on virtual time, both of which can be down."""

import copy
from collections.abc import Callable
from typing import Any

__all__ = ["READ_SECONDS", "Cache", "Database"]

READ_SECONDS = 0.4
WRITE_SECONDS = 0.2

Key = tuple[str, str]


class Database:
    """Policies as each customer may see them. `reads` and `writes` are what was asked for, in order."""

    def __init__(self, clock: Any, rows: dict[Key, Any]) -> None:
        self.is_down = False
        self.reads: list[Key] = []
        self.writes: list[Key] = []
        # What happens just before a write takes effect.
        self.meanwhile: Callable[[], object] = lambda: None
        self._clock = clock
        self._rows = copy.deepcopy(rows)

    def change(self, key: Key, row: Any) -> None:
        """Let somebody else write."""
        self._rows[key] = copy.deepcopy(row)

    def row(self, key: Key) -> Any:
        """Return what is there now."""
        return copy.deepcopy(self._rows.get(key))

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Return what an answer is handed."""
        return {"read": self._read, "write": self._write}

    def _read(self, policy_id: Any, customer: Any) -> Any:
        key = str(policy_id), str(customer)
        self.reads.append(key)
        found = self.row(key)  # as it is now, whatever is written while it is on its way
        self._clock.sleep(READ_SECONDS)
        if self.is_down:
            raise ConnectionError("the database is out of order")
        return found

    def _write(self, policy_id: Any, customer: Any, policy: Any) -> None:
        key = str(policy_id), str(customer)
        self.writes.append(key)
        self._clock.sleep(WRITE_SECONDS)
        self.meanwhile()
        self.change(key, policy)


class Cache:
    """Values by key, each until its time is over. It takes no time; down, it raises whatever is asked."""

    def __init__(self, clock: Any) -> None:
        self.is_down = False
        self._clock = clock
        self._values: dict[str, tuple[Any, float]] = {}

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Return what an answer is handed."""
        return {"get": self._get, "set": self._set, "add": self._add, "delete": self._delete}

    def _get(self, key: Any) -> Any:
        self._must_be_up()
        value, until = self._values.get(str(key), (None, 0.0))
        return copy.deepcopy(value) if self._clock.elapsed < until else None

    def _set(self, key: Any, value: Any, seconds: Any) -> None:
        self._must_be_up()
        self._values[str(key)] = copy.deepcopy(value), self._clock.elapsed + float(seconds)

    def _add(self, key: Any, value: Any, seconds: Any) -> bool:
        if self._get(key) is not None:
            return False
        self._set(key, value, seconds)
        return True

    def _delete(self, key: Any) -> None:
        self._must_be_up()
        self._values.pop(str(key), None)

    def _must_be_up(self) -> None:
        if self.is_down:
            raise ConnectionError("the cache is out of order")
