"""Draws the house from its imports, and lists its rooms from their docstrings: `python authoring/house.py`.

Both stand in `docs/architecture.md` between marks; a test makes them again and compares.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "architecture.md"
HOUSES = ("course", "grader")
# Only to start a program; it is in everybody's way.
LEFT_OUT = {"course.__main__", "grader.__main__"}

Imports = dict[str, set[str]]


def imports() -> Imports:
    """Return which room imports which others, directly."""
    graph = grimp.build_graph(*HOUSES, cache_dir=None)
    found: Imports = {_room(module): set() for module in graph.modules if module not in HOUSES}
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            if module not in HOUSES and imported not in HOUSES:
                found[_room(module)].add(_room(imported))
    return {room: others - {room} - LEFT_OUT for room, others in found.items() if room not in LEFT_OUT}


def picture(found: Imports) -> str:
    """Return the house as a Mermaid drawing: an arrow leads to what is imported, where no longer way says so."""
    below = {room: _reached(room, found) for room in found}
    lines = ["flowchart TD"]
    for house in HOUSES:
        lines += [
            f"    subgraph {house}",
            *(f"        {_name(room)}" for room in sorted(found) if _of(room, house)),
            "    end",
        ]
    for room, others in sorted(found.items()):
        needed = (
            other for other in sorted(others) if not any(other in below[each] for each in others - {other})
        )
        lines += [f"    {room} --> {other}" for other in needed]
    return "\n".join(["```mermaid", *lines, "```"])


def rooms(found: Imports) -> str:
    """Return the rooms as a table: what each is for, in its own words, and what it imports."""
    lines = ["| Room | What it is for | Imports |", "| --- | --- | --- |"]
    for room, others in sorted(found.items()):
        names = ", ".join(f"`{other}`" for other in sorted(others)) or "nothing of the house"
        lines.append(f"| `{room}` | {_purpose(room)} | {names} |")
    return "\n".join(lines)


def page(text: str, found: Imports) -> str:
    """Return the page's text with both made anew."""
    for name, block in (("picture", picture(found)), ("rooms", rooms(found))):
        between = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- end of {name} -->)", re.DOTALL)
        text = between.sub(lambda marks, block=block: f"{marks[1]}{block}{marks[2]}", text)
    return text


def _room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _name(room: str) -> str:
    return f'{room}["{room.partition(".")[2]}"]'


def _of(room: str, house: str) -> bool:
    return room.startswith(f"{house}.")


def _reached(room: str, found: Imports) -> set[str]:
    seen: set[str] = set()
    left = [room]
    while left:
        for other in found[left.pop()] - seen:
            seen.add(other)
            left.append(other)
    return seen


def _purpose(room: str) -> str:
    place = ROOT.joinpath(*room.split("."))
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(_first_paragraph(said)).replace("|", "\\|")


def _first_paragraph(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.strip():
            return
        yield line.strip()


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), imports()), encoding="utf-8")
