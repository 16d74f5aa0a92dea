"""What was exported, as plain data: it goes from the process that holds the account to the one that writes the instructions."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

__all__ = ["Found", "Piece", "Trial", "Whose"]

Whose = Literal["yours", "given", "check"]


@dataclass(frozen=True)
class Piece:
    """A resource: its kind and name as an inventory has them, and by whom it was made.

    ``yours`` is what the answer made, ``given`` what stood there before it, ``check`` what came otherwise.
    """

    kind: str
    name: str
    whose: Whose


@dataclass(frozen=True)
class Trial:
    """One call to the entrance of what was exported: of a `kind` of piece and its name, and what is sent there."""

    kind: str
    name: str
    sent: dict[str, Any]


@dataclass(frozen=True)
class Found:
    """An exported account: whose exercise, where, what is in it, and what it would cost.

    `left_out` are the export's own remarks, `outputs` the names of the template's outputs, `stand_ins` what stands
    for what the check played. `run` is `Bill.as_dict()` for a thousand times all that happened in the
    account, `idle` for a month in which nothing does; `counted` says how often what happened. So many `mappings` lead from a
    queue to a function.
    """

    exercise: str
    title: str
    region: str
    pieces: tuple[Piece, ...]
    left_out: tuple[str, ...]
    outputs: tuple[str, ...]
    stand_ins: tuple[str, ...]
    run: dict[str, Any]
    idle: dict[str, Any]
    trial: Trial | None
    counted: dict[str, int]
    mappings: int

    def of(self, *kinds: str) -> list[Piece]:
        """Return the pieces of these kinds."""
        return [piece for piece in self.pieces if piece.kind in kinds]

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Found":
        """Read what `write` wrote."""
        data = json.loads(path.read_text(encoding="utf-8"))
        trial = data.pop("trial")
        for name in ("left_out", "outputs", "stand_ins"):
            data[name] = tuple(data[name])
        pieces = tuple(Piece(**piece) for piece in data.pop("pieces"))
        return cls(pieces=pieces, trial=Trial(**trial) if trial else None, **data)
