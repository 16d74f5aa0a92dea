#!/usr/bin/env python3
"""Starts the course. Needs Python and nothing else: no package, no shell, no administrator.

    python3 start.py                 open JupyterLab on the course's first page
    python3 start.py --port 9000     the same, on a port of your choice (see: python3 start.py lab --help)
    python3 start.py doctor          look for what could be wrong on this machine; with --mend, put it right

The first run makes a Python environment in the folder .venv here (or in the folder that the environment
variable COURSE_VENV names) and installs the course in it, which takes a minute or two and needs the network.
Later runs start at once and need no network. An environment that is broken, or that was moved, is made anew;
your own work is in the folder work and not in there.
"""

import sys
from typing import Sequence  # noqa: UP035  from collections.abc in 3.11, here in all of them

NEEDED = (3, 11)


def too_old(version: "Sequence[int]") -> str:
    """Say in words that this Python is too old, or say nothing."""
    if tuple(version[:2]) >= NEEDED:
        return ""
    return (
        "This is Python {}.{}, and the course needs {}.{} or newer.\n"
        "Install a newer one from your system's packages or from python.org, "
        "then start with it by name, for example: python3.12 start.py"
    ).format(*version[:2], *NEEDED)


if too_old(sys.version_info[:2]):
    sys.exit(too_old(sys.version_info[:2]))

# Only from here on may the code be newer than that.
import contextlib  # noqa: E402
import hashlib  # noqa: E402
import importlib.util  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import shutil  # noqa: E402
import signal  # noqa: E402
import subprocess  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

ROOT = Path(__file__).resolve().parent
STAMP = "course-installed.json"
LOG = "course-install.log"
# There in a kit for a class, which has no tests, and nothing that grades outside of notebooks.
KIT = ROOT / "kit.json"
IN_THE_WHOLE_COURSE = """
    python3 start.py next            say what comes next (also: exercises, check, hint, reset, progress, ...)
    python3 start.py test            run the tests; what follows is passed on to pytest
    python3 start.py grader --help   what authors and instructors do"""
# What Jupyter is to do in this environment, whoever starts it there: `jupyter nbconvert`, `jupyter notebook`.
JUPYTER = ROOT / "course" / "jupyter" / "everybody"


class StartError(Exception):
    """The course cannot start; the message says why and what to do."""


def main(arguments: list[str]) -> int:
    """Prepare the environment, then become the program that was asked for."""
    if arguments and arguments[0] in ("-h", "--help", "help"):
        print(__doc__.strip() + ("" if KIT.exists() else f"\n\nBesides:\n{IN_THE_WHOLE_COURSE}"))
        return 0
    testing = arguments[:1] == ["test"]
    try:
        if testing and KIT.exists():
            raise StartError("The tests are in the whole course; this is a kit for a class.")
        folder = Path(os.environ.get("COURSE_VENV") or ROOT / ".venv").expanduser().absolute()
        prepare(folder, {"cluster", "test"} if testing else set())
        if os.environ.get("PYTHONDONTWRITEBYTECODE"):
            compile_sources(folder)
        if arguments[:1] == ["doctor"]:
            examine(folder, mend="--mend" in arguments)
        return become(folder, words(arguments))
    except StartError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Nothing is lost: the next start goes on from here.", file=sys.stderr)
        return 130


def words(arguments: list[str]) -> list[str]:
    """Return what Python is to run: pytest, the grader, or a command of the course (`lab` where none is named)."""
    if arguments[:1] == ["test"]:
        # All tests wait a lot, for kernels and servers, so two at a time; a chosen few are quicker alone.
        return ["-m", "pytest", *(arguments[1:] or ["-n", "2", "--dist", "worksteal"])]
    if arguments[:1] == ["grader"]:
        return ["-m", *arguments]
    if not arguments or arguments[0].startswith("-"):
        arguments = ["lab", *arguments]
    return ["-m", "grader.program", *arguments]


def prepare(folder: Path, extras: set[str]) -> None:
    """Make the environment and install the course in it, unless this very state is there. Raises `StartError`."""
    version = python_of(folder)
    stamp = read_stamp(folder)
    wrong = broken(folder, stamp, version)
    if version and not wrong and is_fresh(stamp, extras, version):
        return
    if wrong:
        print(wrong, flush=True)
    try:
        # From here to the end it is half done, and nothing says otherwise.
        (folder / STAMP).unlink(missing_ok=True)
        if not version or was_moved(folder, stamp):
            make(folder)
            version = python_of(folder)
        ensure_pip(folder)
        extras = extras | set(stamp.get("extras", []))
        install(folder, extras)
        compile_sources(folder)
        shutil.copytree(JUPYTER, folder / "etc" / "jupyter", dirs_exist_ok=True)
        wanted = {"state": state(version), "extras": sorted(extras), "folder": str(folder)}
        (folder / STAMP).write_text(json.dumps({**wanted, "packages": packages(folder)}), encoding="utf-8")
    except OSError as error:
        raise StartError(
            f"{error.filename or folder} cannot be written ({error.strerror}).\n"
            "Put the course where you may write, or name a folder of yours in the environment variable COURSE_VENV."
        ) from error


def broken(folder: Path, stamp: dict[str, Any], version: str) -> str:
    """Return what is wrong with an environment that was whole once, in words, and what will be done; else nothing."""
    if not version:
        if not (folder / "pyvenv.cfg").exists():
            return ""
        return (
            f"The Python environment in {folder} does not work: its Python was removed or updated, or is too old.\n"
            "It is made anew. Your own work is in another folder, and stays as it is."
        )
    if was_moved(folder, stamp):
        return (
            f"The Python environment in {folder} was made in {stamp['folder']}, and its programs still look there.\n"
            "It is made anew. Your own work stays as it is."
        )
    gone = sorted(set(stamp.get("packages", [])) - set(packages(folder)))
    if gone:
        return f"The Python environment in {folder} has lost {', '.join(gone)}: what is missing is installed again."
    return ""


def was_moved(folder: Path, stamp: dict[str, Any]) -> bool:
    """Tell whether the environment was made in another folder; the programs in it begin with a path that is no more."""
    return bool(stamp.get("folder", str(folder)) != str(folder))


def packages(folder: Path) -> list[str]:
    """Return the names of all packages in the environment, without their versions."""
    places = (folder / "Lib").glob("site-packages") if os.name == "nt" else folder.glob("lib/*/site-packages")
    return sorted({found.name.split("-")[0] for place in places for found in place.glob("*.dist-info")})


def examine(folder: Path, *, mend: bool) -> None:
    """See whether the course's own doctor can begin; where not, and `mend`, make the environment anew. Raises `StartError`."""
    well, said = run([str(python(folder)), "-c", "import course.cli, grader.program"])
    if well:
        return
    found = (
        f"WRONG  environment: the course does not start in {folder}:\n{last_lines(said, 1)}\n"
        "       it means: packages in it are damaged or incomplete. Your own work is in another folder.\n"
    )
    if not mend:
        raise StartError(f"{found}       to mend it: python3 start.py doctor --mend    (makes it anew)")
    print(f"{found}       now: it is made anew", flush=True)
    stamp = read_stamp(folder)
    make(folder)
    prepare(folder, set(stamp.get("extras", [])))


def python(folder: Path) -> Path:
    """Return the environment's own Python."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def python_of(folder: Path) -> str:
    """Return the version of the environment's Python, or nothing where it is missing, broken or too old."""
    ask = "import sys; print('.'.join(map(str, sys.version_info[:3])))"
    try:
        answer = subprocess.run([python(folder), "-c", ask], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    version = answer.stdout.strip()
    return "" if too_old([int(part) for part in version.split(".")]) else version


def state(version: str) -> str:
    """Return a hash of all that an installation depends on; with another one, it is made anew."""
    parts = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    parts += [path.read_bytes() for path in sorted(JUPYTER.rglob("*.json"))]
    parts += [str(ROOT).encode(), version.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def read_stamp(folder: Path) -> dict[str, Any]:
    """Return what the last complete installation left behind: its state and extras; nothing where none was."""
    try:
        found = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_fresh(stamp: dict[str, Any], extras: set[str], version: str) -> bool:
    """Tell whether the installation behind the stamp is the one wanted now."""
    return stamp.get("state") == state(version) and extras <= set(stamp.get("extras", []))


def make(folder: Path) -> None:
    """Make an empty environment with pip in it. Raises `StartError`."""
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise StartError(
                f"This Python ({sys.executable}) comes without its module {module}, so it cannot make an environment.\n"
                "On Debian and Ubuntu: sudo apt-get install python3-venv. Elsewhere: install Python from python.org."
            )
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not is_ours(folder)):
        raise StartError(
            f"{folder} holds something that the course has not put there, and it is not ours to clear.\n"
            "Move it away, or name another folder in the environment variable COURSE_VENV."
        )
    print(f"Making a Python environment in {folder}", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    # "clear" is for an environment whose Python is gone since; --without-pip because pip comes in the next step.
    done, said = run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(folder)])
    if not done:
        raise StartError(
            f"Python could not make an environment in {folder}. Its last words:\n{last_lines(said)}"
        )
    (folder / LOG).touch()  # the mark that it is ours, see `is_ours`


def is_ours(folder: Path) -> bool:
    """Tell whether an environment was made by this program; another one may hold somebody's own packages."""
    marks = (folder / STAMP, folder / LOG)
    return (folder / "pyvenv.cfg").exists() and (folder == ROOT / ".venv" or any(map(Path.exists, marks)))


def ensure_pip(folder: Path) -> None:
    """Put pip into an environment that has none, or half of one after an interruption. Raises `StartError`."""
    if run([str(python(folder)), "-m", "pip", "--version"])[0]:
        return
    add = [str(python(folder)), "-m", "ensurepip", "--upgrade"]
    done, said = run(add)
    if done and run([str(python(folder)), "-m", "pip", "--version"])[0]:
        return
    print(f"pip in {folder} is broken, and so the environment is made anew.", flush=True)
    make(folder)
    done, said = run(add)
    if not done:
        raise StartError(
            f"There is no working pip in {folder}; remove that folder and start again. Last words:\n{last_lines(said)}"
        )


def run(command: list[str]) -> tuple[bool, str]:
    """Run a program to its end; return whether it did well, and all that it said."""
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return ended.returncode == 0, ended.stdout


def install(folder: Path, extras: set[str]) -> None:
    """Install the course, editable, at the pinned versions; the whole of pip's talk goes to a log. Raises `StartError`."""
    what = f".[{','.join(sorted(extras))}]" if extras else "."
    command = [str(python(folder)), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "-c", "constraints.txt", "-e", what]
    print("Installing the course (a minute or two, the first time)", flush=True)
    log = folder / LOG
    with log.open("w", encoding="utf-8") as file:
        pip = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
        collected = 0
        try:
            for line in pip.stdout or ():
                file.write(line)
                collected += line.startswith("Collecting ")
                if line.startswith("Collecting ") and collected % 50 == 0:
                    print(f"  {collected} packages found", flush=True)
                if line.startswith("Installing collected"):
                    print("  putting them in place", flush=True)
        finally:
            # After Ctrl-C pip is still tidying up; leaving before it has ended would leave two writers.
            pip.wait()
    if pip.returncode:
        said = log.read_text(encoding="utf-8")
        raise StartError(f"{remedy(said)}\npip's last words:\n{last_lines(said)}\nAll of them: {log}")
    print("Installed.", flush=True)


def compile_sources(folder: Path) -> None:
    """Compile the course's own files, those that changed, as pip does with all that it puts into the environment.

    Where Python may not do so by itself (told not to, or in a folder of somebody else's), each kernel would do it anew
    at its start. Where this cannot be done either, it only takes longer.
    """
    with contextlib.suppress(OSError):
        run([str(python(folder)), "-m", "compileall", "-q", str(ROOT / "course"), str(ROOT / "grader")])


def remedy(said: str) -> str:
    """Return the sentence that fits what pip said when it failed."""
    if any(sign in said for sign in ("No space left", "Errno 28")):
        return "The course could not be installed: the disk is full."
    if any(sign in said for sign in ("Permission denied", "Errno 13", "Read-only file system")):
        return f"The course could not be installed: pip may not write in {ROOT} or in its environment."
    # pip says "No matching distribution" when it reached nothing, too, after warnings about each try.
    if any(
        sign in said
        for sign in ("NewConnectionError", "name resolution", "ConnectTimeout", "ProxyError", "SSLError")
    ):
        return "The course could not be installed: pip reached no package index. Is the network there, or a proxy missing?"
    return "The course could not be installed."


def last_lines(text: str, count: int = 12) -> str:
    """Return the end of a long text, indented."""
    return "\n".join("    " + line for line in text.strip().splitlines()[-count:])


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment variables for what runs inside: its programs are found by name, and it knows how it was called."""
    inside = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    inside["VIRTUAL_ENV"] = str(folder)
    place = f'"{sys.argv[0]}"' if " " in sys.argv[0] else sys.argv[0]
    inside["COURSE_CALLED"] = f"{'py' if os.name == 'nt' else 'python3'} {place}"
    inside["PATH"] = os.pathsep.join([str(python(folder).parent), inside.get("PATH", os.defpath)])
    return inside


def become(folder: Path, arguments: list[str]) -> int:
    """Run the environment's Python in place of this one, so that Ctrl-C and signals reach it and nobody else."""
    command = [str(python(folder)), *arguments]
    if arguments[:2] == ["-m", "pytest"]:
        os.chdir(ROOT)
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, surroundings(folder))  # noqa: S606
    # Windows cannot replace a process: wait for it, and leave Ctrl-C to it.
    signal.signal(signal.SIGINT, lambda *_: None)
    return subprocess.run(command, env=surroundings(folder), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
