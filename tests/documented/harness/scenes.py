"""Commands in the order in which somebody types them, as tables: `scenes/*.toml`, and those that no scene can hold.

A scene has a title and steps. A step has the `command` of a document, or one with more options than it has there, and:

- `run`: what is run in its place, where the document leaves something to its reader or it would take too long;
- `before`: what people have done until then, a function of `prepared`;
- `says` and `makes`: texts of its output, and files that are there afterwards;
- `ends`: its exit code, where that is not 0;
- `stays`: a text by which one that goes on shows that it is ready; it goes on until the scene ends. An address of a page that it
  prints there is opened.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["HERE", "Scene", "Step", "elsewhere", "not_run", "scenes"]

HERE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Step:
    """One command, and what it has to do."""

    command: str
    run: str = ""
    before: str = ""
    says: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    ends: int = 0
    stays: str = ""

    @property
    def typed(self) -> str:
        """What is really run."""
        return self.run or self.command


@dataclass(frozen=True)
class Scene:
    """What somebody does with one copy of the course. Each of `ports` is replaced by a free one wherever a command has it."""

    name: str
    title: str
    steps: tuple[Step, ...]
    ports: tuple[str, ...] = ()


def scenes() -> list[Scene]:
    """Return all scenes, by their names."""
    found = []
    for path in sorted((HERE / "scenes").glob("*.toml")):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        steps = tuple(Step(**{key: _frozen(value) for key, value in row.items()}) for row in said.pop("step"))
        found.append(Scene(path.stem, steps=steps, **{key: _frozen(value) for key, value in said.items()}))
    return found


def elsewhere() -> dict[str, str]:
    """Return the commands that another test runs already, each with the test: ``tests/x.py::test_y``."""
    return _table("run_elsewhere.toml")


def not_run() -> dict[str, str]:
    """Return the commands and options that no test runs, each with the reason."""
    return _table("not_run.toml")


def _table(name: str) -> dict[str, str]:
    """Turn a table of ``reason = [commands]`` round."""
    said = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    return {command: reason for reason, commands in said.items() for command in commands}


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
