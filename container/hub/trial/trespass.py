"""What a learner must not be able to do on the server, each tried as that learner."""

import pwd
from collections.abc import Iterator
from pathlib import Path

from .browser import Visit
from .hub import as_user, processes
from .machine import ASSIGNMENT, INSTRUCTOR, LEARNERS, Machine
from .record import Record

__all__ = ["trespass"]

ONE, TWO, _ = LEARNERS
CHAPTER = "What a learner cannot do"
DENIED = ("Permission denied", "Operation not permitted")
HIDDEN = """
from grader import rubrics
from grader.checks import Bench, Keys
drawn = 0
for each in rubrics.ids("m05"):
    bench = Bench(rubrics.exercise(each), {}, learner_id="ada", grading=True, keys=Keys())
    drawn += sum(bool(hidden(bench)) for hidden in rubrics.hidden_rows(each))
print(drawn)
"""


def trespass(machine: Machine, visit: Visit, record: Record) -> None:
    """Try each as the second learner; whether a submission in somebody else's name is taken, grading shows."""
    for what, words in _forbidden(machine):
        ended = as_user(machine, TWO, *words)
        said = ended.stdout + ended.stderr
        denied = ended.returncode != 0 and any(word in said for word in DENIED)
        record.note(CHAPTER, f"{TWO} {what}", "refused", "refused" if denied else f"done: {said[:80]}")
    for path in (f"/user/{ONE}/lab", f"/user/{ONE}/api/contents/", f"/hub/api/users/{ONE}"):
        status, _said = visit.request("GET", path)
        record.note(CHAPTER, f"{TWO}'s page asks for {path}", "403 or 404", status, well=status in (403, 404))
    for user, well in ((TWO, "0".__eq__), (INSTRUCTOR, "0".__lt__)):
        drawn = as_user(machine, user, "python", "-c", HIDDEN)
        came = drawn.stdout.strip() or drawn.stderr[-90:]
        expected = "0" if user == TWO else "more than 0"
        record.note(
            CHAPTER, f"lists of hidden rows of module 5 that {user} can draw", expected, came, well=well(came)
        )
    found = as_user(machine, TWO, "find", machine.kit, "-path", "*solutions*", "-name", "*.ipynb")
    record.note(
        CHAPTER, f"{TWO} looks for solutions in the course they have; found", "", found.stdout.strip()
    )
    limits = Path(f"/proc/{_server(TWO)}/limits").read_text(encoding="ascii")
    bounded = [line.split()[3:5] for line in limits.splitlines() if line.startswith("Max address space")]
    record.note(
        CHAPTER, f"addresses that a process of {TWO} may have, in bytes", [["4294967296"] * 2], bounded
    )
    as_user(machine, TWO, "nbgrader", "submit", ASSIGNMENT, "--student", ONE)
    inbound = machine.exchange / "integration" / "inbound"
    owners = sorted(path.owner() for path in inbound.glob(f"{ONE}+*"))
    record.note(
        CHAPTER,
        f"folders in the exchange under the name of {ONE} belong to (see below for what is collected)",
        [ONE, TWO],
        owners,
    )


def _server(user: str) -> int:
    """Return the number of a user's server's process."""
    (found,) = (pid for pid, words in processes(user).items() if "server.py" in words)
    return found


def _forbidden(machine: Machine) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield what is tried, in words, and its command."""
    inbound = machine.exchange / "integration" / "inbound"
    server = _server(ONE)
    yield "lists what others have handed in", ("ls", inbound)
    yield f"lists {ONE}'s work", ("ls", machine.home(ONE) / "work")
    yield "reads the gradebook", ("cat", machine.instructors_course / "classroom" / "gradebook.db")
    yield "reads a rubric with its hidden rows", ("ls", machine.instructors_course / "grader" / "rubrics")
    yield "reads the solutions", ("ls", machine.instructors_course / "solutions")
    yield "reads what the hub knows", ("ls", machine.state)
    yield f"reads the environment of {ONE}'s server, with its token", ("cat", Path(f"/proc/{server}/environ"))
    yield f"ends {ONE}'s server", ("/bin/kill", str(server))
    yield (
        "changes what was released",
        ("touch", machine.exchange / "integration" / "outbound" / ASSIGNMENT / "more.txt"),
    )
    yield (
        "puts another exchange in the place of the class's",
        ("mv", machine.exchange / "integration", machine.exchange / "other"),
    )
    yield "changes the course that all run", ("touch", machine.kit / "course" / "more.py")
    for socket in sorted(Path("/tmp").glob("course-*")):  # noqa: S108  where servers put their sockets
        if socket.stat().st_uid == pwd.getpwnam(ONE).pw_uid:
            yield f"reaches the sockets of {ONE}'s kernels", ("ls", socket)
