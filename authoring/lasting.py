"""Says what has aged: `python authoring/lasting.py facts` and `python authoring/lasting.py newest`.

`facts`: which of AWS's numbers nobody has compared with their source for a year.
`newest`: of which dependency there is a newer version than the one that was tested, and which tests it breaks. It needs the
network and an environment that it may change: one of its own, as `.github/workflows/lasting.yml` makes it every month.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from packaging.requirements import Requirement
from rich.console import Console
from rich.table import Table

from course.facts import old_facts

__all__ = ["Newer", "newer_versions", "requirements"]

ROOT = Path(__file__).parents[1]
# The everyday tests: they find what a new version breaks in minutes.
TESTS = ("pytest", "-n", "2", "-m", "not slow and not kernel and not browser", "--no-header", "-q")
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)

# Runs `python -m ...`, and returns its exit code and what it said.
Runner = Callable[[Sequence[str]], tuple[int, str]]

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True)
class Newer:
    """A dependency of which there is a newer version, and the tests that fail with it; `trouble` where it cannot be had."""

    name: str
    tested: str
    newest: str
    broken: tuple[str, ...] = ()
    trouble: str = ""


@app.command()
def facts() -> None:
    """Name the facts that nobody has compared with their source for a year."""
    old = old_facts(datetime.now().astimezone().date())
    for fact in old:
        typer.echo(f"{fact.key}: {fact.value} {fact.unit}, compared {fact.checked} with {fact.source}")
    typer.echo(
        f"{len(old)} of them are older than a year. Compare each, and write the month beside it."
        if old
        else "None is."
    )
    if old:
        raise typer.Exit(1)


@app.command()
def newest(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="All if none is named.")] = None,
) -> None:
    """Try the newest version of each dependency by itself, and say what it breaks."""
    wanted = [each for each in requirements() if not names or each.name in names]
    table = Table("dependency", "tested", "newest", "breaks")
    broken = False
    for found in newer_versions(wanted, run, version_now):
        said = found.trouble or "\n".join(found.broken) or "nothing"
        broken = broken or bool(found.trouble or found.broken)
        table.add_row(found.name, found.tested, found.newest, said)
    Console().print(table)
    if broken:
        raise typer.Exit(1)


def requirements(root: Path = ROOT) -> list[Requirement]:
    """Return what `pyproject.toml` asks for, extras included."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    return [Requirement(line) for line in (*project["dependencies"], *extras)]


def newer_versions(
    wanted: Sequence[Requirement], run: Runner, version_now: Callable[[str], str]
) -> Iterator[Newer]:
    """Install the newest of each, run the tests, and put the tested version back; yield what is newer than that."""
    for each in wanted:
        tested = version_now(each.name)
        code, said = run(("pip", "install", "--upgrade", "--quiet", f"{each.name}{_extras(each)}"))
        new = version_now(each.name)
        if code:
            yield Newer(each.name, tested, new, trouble=f"pip: {_last_line(said)}")
        elif new != tested:
            yield Newer(each.name, tested, new, *_tried(run))
        run(("pip", "install", "--quiet", "-c", "constraints.txt", "-e", ".[cluster,test]"))


def run(words: Sequence[str]) -> tuple[int, str]:
    """Run a module of this environment's Python in the course's folder."""
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def version_now(name: str) -> str:
    """Return the version that is installed, asked of a process that has seen nothing older."""
    asked = f"from importlib.metadata import version; print(version({name!r}))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "none"


def _tried(run: Runner) -> tuple[tuple[str, ...], str]:
    code, said = run(TESTS)
    broken = tuple(FAILED.findall(said))
    return broken, "" if broken or not code else f"the tests ended with code {code}: {_last_line(said)}"


def _extras(requirement: Requirement) -> str:
    return f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""


def _last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "no word")


if __name__ == "__main__":
    app()
