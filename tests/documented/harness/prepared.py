"""What people have done between two commands of a scene: they have written, answered and handed in."""

import csv
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from answered import answered

__all__ = ["PREPARED"]

NAME = "m05_publish_subscribe"
EXERCISES = ("e1", "e2", "e3", "e4", "e5")
PEOPLE = {
    "ada": ("Ada", "Byron", "101"),
    "blaise": ("Blaise", "Pascal", "102"),
    "carla": ("Carla", "Rossi", "103"),
}


def _learners(checkout: Path) -> None:
    """Write the learners down, with their ids."""
    with (checkout / "learners.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "first_name", "last_name", "email"))
        rows.writerows((who, first, last, f"{who}@example.org") for who, (first, last, _) in PEOPLE.items())


def _gradebook(checkout: Path) -> None:
    """Write the gradebook that Canvas exports."""
    lines = ["Student,ID,SIS User ID,SIS Login ID,Section", "    Points Possible,,,,"]
    lines += [f'"{last}, {first}",{number},,{who},A' for who, (first, last, number) in PEOPLE.items()]
    (checkout / "gradebook.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _uploads(checkout: Path) -> None:
    """Let two learners hand in on Canvas, and fetch the archive of it."""
    _learners(checkout)
    _gradebook(checkout)
    with zipfile.ZipFile(checkout / "submissions.zip", "w") as archive:
        for who, exercises in (("ada", EXERCISES), ("blaise", ("e5",))):
            number = PEOPLE[who][2]
            notebook = answered(checkout / "exercises", NAME, who, exercises)
            archive.writestr(f"{who}_{number}_9001_{NAME}.ipynb", nbformat.writes(notebook))


def _answers(checkout: Path) -> None:
    """Let a learner answer all of a module in their own copy of it."""
    work = checkout / "work" / "exercises"
    nbformat.write(answered(work, NAME, "ada", EXERCISES), work / NAME / f"{NAME}.ipynb")


def _short_cells(checkout: Path) -> None:
    """Shorten the time after which the class's cell that never ends is stopped: a test has less of it."""
    _replace(checkout / "grader" / "classroom" / "demo.py", "CELL_SECONDS = 30", "CELL_SECONDS = 8")


def _certificates(checkout: Path) -> None:
    """Make one certificate that is its own authority."""
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    made = subprocess.run(
        [*words.split(), "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=checkout,
        capture_output=True,
        check=False,
    )
    assert 0 == made.returncode, made.stderr
    (checkout / "ca.pem").write_bytes((checkout / "cert.pem").read_bytes())


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path}: {old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


PREPARED: dict[str, Callable[[Path], None]] = {
    "the learners are written down": _learners,
    "two learners hand in on Canvas": _uploads,
    "ada answers all of module 5": _answers,
    "a cell may take eight seconds": _short_cells,
    "certificates are made": _certificates,
}
