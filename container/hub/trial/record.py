"""What was tried, what was expected and what came; and the page of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Record"]


@dataclass
class Record:
    """Chapters of rows (what was tried, what was expected, what came, whether that is well), in order."""

    chapters: dict[str, list[tuple[str, str, str, bool]]] = field(default_factory=dict)
    tables: dict[str, tuple[Sequence[str], list[Sequence[object]]]] = field(default_factory=dict)

    def note(
        self, chapter: str, tried: str, expected: object, came: object, *, well: bool | None = None
    ) -> None:
        """Write down one thing that was tried; well where it came as expected, unless `well` says so otherwise."""
        fine = expected == came if well is None else well
        self.chapters.setdefault(chapter, []).append((tried, str(expected), str(came), fine))
        otherwise = "" if fine else f" (expected: {expected})"
        print(f"{'well ' if fine else 'WRONG'}  {tried}: {came}{otherwise}", flush=True)  # noqa: T201  a command

    def table(self, chapter: str, head: Sequence[str], row: Sequence[object]) -> None:
        """Add a row to the table that follows a chapter."""
        self.tables.setdefault(chapter, (head, []))[1].append(row)
        print("      ", *row, flush=True)  # noqa: T201  a command

    @property
    def wrong(self) -> int:
        """How many things did not come as expected."""
        return sum(not well for rows in self.chapters.values() for *_, well in rows)

    def page(self, opening: str) -> str:
        """Return the page, in Markdown."""
        parts = [opening]
        for chapter in dict.fromkeys([*self.chapters, *self.tables]):
            parts.append(f"## {chapter}\n")
            if rows := self.chapters.get(chapter):
                parts.append(
                    _table(
                        ["Tried", "Expected", "Came", ""],
                        [(*row[:3], "well" if row[3] else "**wrong**") for row in rows],
                    )
                )
            if chapter in self.tables:
                parts.append(_table(*self.tables[chapter]))
        return "\n".join(parts).rstrip() + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(_cell(each) for each in line)} |\n" for line in lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")
