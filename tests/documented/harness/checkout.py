"""A copy of the course to work in, whose environment is the one that the tests run in: nothing is installed."""

import importlib.util
import json
import os
import shlex
import shutil
import sys
import tomllib
from pathlib import Path

__all__ = ["ROOT", "copied", "surroundings"]

ROOT = Path(__file__).parents[3]
NOT_COPIED = {".git", ".venv", "artifacts", "classroom", "work", "build", "dist"}


def copied(folder: Path) -> Path:
    """Copy what somebody has checked out into `folder`, with an environment in it."""
    folder.mkdir(parents=True)
    for source in ROOT.iterdir():
        if source.name in NOT_COPIED or source.name.endswith(("_cache", ".egg-info", ".hypothesis")):
            continue
        if source.is_dir():
            shutil.copytree(source, folder / source.name, symlinks=True)
        else:
            shutil.copy2(source, folder)
    _environment(folder)
    return folder


def surroundings(checkout: Path, home: Path) -> dict[str, str]:
    """Return the variables of somebody whose home is `home`, and who has activated the copy's environment."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("COURSE_", "PYTEST_"))}
    home.mkdir(exist_ok=True)
    return ours | {
        "HOME": str(home),
        "COURSE_HOME": str(home / "course"),
        "COLUMNS": "120",
        "PATH": os.pathsep.join((str(checkout / ".venv" / "bin"), os.environ["PATH"])),
        "PYTHONPATH": str(checkout),
        "PYTHONUNBUFFERED": "1",
    }


def _environment(checkout: Path) -> None:
    """Let the copy's `.venv` lead to the programs of this environment, with a stamp that says that all is installed."""
    programs = checkout / ".venv" / "bin"
    programs.mkdir(parents=True)
    # A link in Python's place would make it look for its libraries beside the link.
    python = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n'
    ours = dict.fromkeys(("python", "python3"), python) | _our_programs(checkout)
    for name, text in ours.items():
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    for source in Path(sys.executable).parent.iterdir():
        if source.name not in ours and not source.name.startswith("python"):
            (programs / source.name).symlink_to(source)
    start = _start(checkout)
    version = ".".join(map(str, sys.version_info[:3]))
    stamp = {"state": start.state(version), "extras": ["cluster", "test"]}
    (checkout / ".venv" / start.STAMP).write_text(json.dumps(stamp))


def _our_programs(checkout: Path) -> dict[str, str]:
    """Return what pip would write for the programs that pyproject.toml names: they may be newer than the environment."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = "#!{}\nimport sys\nfrom {} import {} as main\nsys.exit(main())\n"
    return {
        name: lines.format(sys.executable, *place.split(":")) for name, place in project["scripts"].items()
    }


def _start(checkout: Path):
    """Return the copy's start.py as a module."""
    spec = importlib.util.spec_from_file_location("start_of_a_copy", checkout / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
