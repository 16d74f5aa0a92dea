"""What of the course belongs in a kit: a list of what goes in, so that nothing goes in that nobody thought of."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from course.syllabus import module_of

from .cut import cut

__all__ = ["contents"]

# Of the course's folder itself.
FILES = (
    "LICENSE",
    "LICENSE-TEXT",
    "constraints.txt",
    "environment.yml",
    "grader/__init__.py",
    "grader/__main__.py",
    "grader/notebook.py",
    "grader/py.typed",
    "grader/validated.py",
    "pyproject.toml",
    "start.py",
)
WHOLE = ("course", "grader/checks")
RUBRICS = Path("grader/rubrics")
# Other kinds of file in `course/` are nobody's part of it.
KINDS = (".css", ".ipynb", ".js", ".json", ".py", ".toml", ".typed")

IN_KIT = Path(__file__).parent / "in_kit"


def contents(root: Path, assignments: Sequence[str]) -> dict[str, bytes]:
    """Return the files of a kit with these assignments by their places in it, out of the course in `root`."""
    found = {name: (root / name).read_bytes() for name in FILES}
    for folder in WHOLE:
        found |= {name: path.read_bytes() for name, path in _files(root, folder) if path.suffix in KINDS}
    for assignment in assignments:
        found |= {name: path.read_bytes() for name, path in _files(root, f"exercises/{assignment}")}
    modules = {module_of(assignment) for assignment in assignments}
    found |= {name: cut(text).encode() for name, text in rubrics(root, modules)}
    # Both programs are there under their names, which `start.py` and the environment's commands use.
    found |= {f"grader/{name}": (IN_KIT / name).read_bytes() for name in ("cli.py", "program.py")}
    return found


def rubrics(root: Path, modules: set[str]) -> Iterator[tuple[str, str]]:
    """Yield place and text of what the rubrics of these modules consist of, whole."""
    shared = sorted((root / RUBRICS).glob("*.py"))
    for path in [
        *shared,
        *(path for module in sorted(modules) for path in sorted((root / RUBRICS / module).glob("*.py"))),
    ]:
        yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def _files(root: Path, folder: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((root / folder).rglob("*")):
        place = path.relative_to(root)
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in place.parts):
            yield place.as_posix(), path
