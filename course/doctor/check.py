"""What a check returns, and what is told of it."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

__all__ = ["Check", "Finding", "Mender"]

# Mends, and says what was done. Raises OSError or MendError.
Mender = Callable[[], str]


class Finding(NamedTuple):
    """What one look found: whether it is well, what is there, what that means, what to do, and what does it for us.

    `noted`: one can work with it as it is, and should know of it all the same.
    """

    ok: bool
    found: str
    means: str = ""
    todo: str = ""
    mender: Mender | None = None
    noted: bool = False


@dataclass(frozen=True)
class Check:
    """One thing looked at: whether it is well (after mending, if that was asked for), and what is said of it.

    `mend` says what to do where it is not well, or `noted`; `done` what the doctor has done.
    """

    name: str
    ok: bool
    found: str
    means: str = ""
    mend: str = ""
    done: str = ""
    can_mend: bool = False
    noted: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The check as plain JSON data."""
        return asdict(self)

    @property
    def lines(self) -> list[str]:
        """What a person reads of it."""
        well = "note  " if self.noted else "well  "
        sign = "mended" if self.ok and self.done else well if self.ok else "WRONG "
        rows = (("it means", self.means), ("to mend it", self.mend), ("done", self.done))
        return [
            f"{sign}  {self.name}: {self.found}",
            *(f"        {name}: {said}" for name, said in rows if said),
        ]
