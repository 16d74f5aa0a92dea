"""The documents whose commands are run: whatever is written for people to follow."""

from checkout import ROOT
from documented import Command, commands

__all__ = ["documented", "documents"]


def documents() -> dict[str, str]:
    """Return the text of each document by its place in the checkout."""
    paths = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    paths += sorted((ROOT / "bench").glob("*.md")) + sorted((ROOT / "container").rglob("*.md"))
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def documented() -> list[Command]:
    """Return every command and option of every document."""
    return [command for name, text in documents().items() for command in commands(text, name)]
