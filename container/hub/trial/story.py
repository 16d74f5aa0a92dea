"""A class's way from release to feedback: three learners, whose answers are right, wrong and partly done."""

import json
import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser

from course.syllabus import syllabus
from grader.classroom.cast import Member
from grader.classroom.demo import Source, make_class

from .browser import Visit
from .hub import as_user
from .machine import ASSIGNMENT, COURSE, INSTRUCTOR, LEARNERS, Machine
from .record import Record

__all__ = ["CAST", "come_in", "grade", "hand_in", "read_feedback"]

ONE, TWO, THREE = LEARNERS
CAST = (
    Member(ONE, "everything right"),
    Member(TWO, "no queue policy, and a number published as text", {"e1": "K05.2", "e3": "K05.5"}),
    Member(THREE, "two exercises done", {"e1": "reference", "e2": "reference"}, "untouched"),
)
PLACE = f"exercises/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
# What this assignment's stored answers deserve, by learner.
Deserved = dict[str, dict[str, float]]


def answers(machine: Machine) -> Deserved:
    """Make the notebooks that the learners will hand in, and return the points that each deserves."""
    return make_class(machine.folder / "answers", Source(COURSE, ASSIGNMENT), CAST)


def come_in(machine: Machine, opened: Browser, record: Record, pictures: Path) -> dict[str, Visit]:
    """Everybody logs in; each server must run as its user, and open the right page."""
    from .hub import processes

    visits = {}
    for user in (INSTRUCTOR, *LEARNERS):
        visits[user] = Visit(opened, user)
        role = "instructor" if user == INSTRUCTOR else "learner"
        page = "/lab" if user == INSTRUCTOR else f"/lab/tree/lessons/{syllabus().first_page}.ipynb"
        came = visits[user].log_in(machine.passwords[user]).split("?")[0]
        record.note(
            "Coming in", f"{user} logs in with the account's password (PAM)", f"/user/{user}{page}", came
        )
        servers = [words.split()[-1] for words in processes(user).values() if "server.py" in words]
        record.note("Coming in", f"the server that runs as {user} is", [role], servers)
    visits[ONE].page.wait_for_timeout(5000)
    visits[ONE].picture(pictures / "hub_first_page.png")
    return visits


def hand_in(machine: Machine, visits: dict[str, Visit], record: Record, pictures: Path) -> Deserved:
    """Release, fetch and submit: in the browser, and by nbgrader's commands."""
    chapter, deserved = "From release to submission", answers(machine)
    visits[ONE].assignments()
    record.note(
        chapter, f"before the release, {ONE}'s list of assignments holds", "", visits[ONE].listed("fetched")
    )
    for command in ("generate_assignment", "release_assignment"):
        forced = ["--force"] if command == "generate_assignment" else []
        ended = as_user(machine, INSTRUCTOR, "nbgrader", command, ASSIGNMENT, *forced)
        record.note(
            chapter, f"{INSTRUCTOR}: `nbgrader {command} {ASSIGNMENT}` ends with", 0, ended.returncode
        )
    # The first works on the copy that the course has put there; the second fetches it anew with the button, the third by command.
    _work_on_the_copy(machine, visits[ONE], record, pictures)
    _fetch_by_button(machine, visits[TWO], record, pictures)
    _fetch_by_command(machine, record)
    return deserved


def _work_on_the_copy(machine: Machine, visit: Visit, record: Record, pictures: Path) -> None:
    chapter = "From release to submission"
    visit.refresh()
    record.note(
        chapter,
        f"{ONE}'s own copy is listed as downloaded",
        "m05_publish_subscribe integration Submit",
        _short(visit.listed("fetched")),
    )
    record.note(
        chapter, f"{ONE} saves answers through their server", 200, visit.save(PLACE, _answered(machine, ONE))
    )
    visit.open(PLACE)
    visit.run_all()
    shown = json.loads((machine.home(ONE) / "work" / PLACE).read_text(encoding="utf-8"))
    texts = [
        str(output.get("data", {}).get("text/plain", ""))
        for cell in shown["cells"]
        for output in cell.get("outputs", [])
    ]
    full = sum(bool(re.search(r": 10 of 10 points", "".join(text))) for text in texts)
    record.note(chapter, f"{ONE} runs all cells: checks that report 10 of 10 points", 5, full)
    visit.picture(pictures / "hub_exercise.png")
    visit.assignments()
    visit.press("Submit")
    record.note(
        chapter, f"{ONE} presses *Submit*; submissions in the list", 1, _times(visit.listed("submitted"))
    )


def _fetch_by_button(machine: Machine, visit: Visit, record: Record, pictures: Path) -> None:
    chapter = "From release to submission"
    shutil.rmtree(machine.home(TWO) / "work" / "exercises" / ASSIGNMENT)
    visit.assignments()
    record.note(
        chapter,
        f"{TWO} has deleted the folder; it is listed as released",
        "m05_publish_subscribe integration Fetch",
        _short(visit.listed("released")),
    )
    visit.press("Fetch")
    record.note(
        chapter,
        f"{TWO} presses *Fetch*; the notebook is there",
        True,
        (machine.home(TWO) / "work" / PLACE).is_file(),
    )
    record.note(
        chapter, f"{TWO} saves answers, two of them wrong", 200, visit.save(PLACE, _answered(machine, TWO))
    )
    visit.press("Submit")
    record.note(
        chapter, f"{TWO} presses *Submit*; submissions in the list", 1, _times(visit.listed("submitted"))
    )
    visit.picture(pictures / "hub_assignments.png")


def _fetch_by_command(machine: Machine, record: Record) -> None:
    chapter, folder = "From release to submission", machine.home(THREE) / "work" / "exercises" / ASSIGNMENT
    as_user(machine, THREE, "mv", str(folder), f"{folder}-before")
    ended = as_user(machine, THREE, "nbgrader", "fetch_assignment", ASSIGNMENT)
    record.note(chapter, f"{THREE}: `nbgrader fetch_assignment {ASSIGNMENT}` ends with", 0, ended.returncode)
    (machine.folder / "answer.ipynb").write_text(json.dumps(_answered(machine, THREE)), encoding="utf-8")
    (machine.folder / "answer.ipynb").chmod(0o644)
    as_user(machine, THREE, "cp", machine.folder / "answer.ipynb", folder / f"{ASSIGNMENT}.ipynb")
    ended = as_user(machine, THREE, "nbgrader", "submit", ASSIGNMENT)
    record.note(
        chapter,
        f"{THREE}: `nbgrader submit {ASSIGNMENT}`, two exercises done, ends with",
        0,
        ended.returncode,
    )


def grade(machine: Machine, record: Record, deserved: Deserved) -> None:
    """Collect, grade, make and release feedback, by the instructor's commands."""
    chapter = "From submission to grades"
    for words in (
        ("nbgrader", "collect", ASSIGNMENT),
        ("python", "-m", "grader", "autograde", ASSIGNMENT),
        ("nbgrader", "generate_feedback", ASSIGNMENT, "--force"),
        ("nbgrader", "release_feedback", ASSIGNMENT),
    ):
        ended = as_user(machine, INSTRUCTOR, *words)
        record.note(chapter, f"{INSTRUCTOR}: `{' '.join(words)}` ends with", 0, ended.returncode)
    reported = as_user(machine, INSTRUCTOR, "python", "-m", "grader", "report", ASSIGNMENT, "--json")
    rows = {row["learner"]: row for row in json.loads(reported.stdout)["learners"]}
    for member in CAST:
        row = rows.get(member.learner, {})
        record.note(
            chapter,
            f"points of {member.learner}, {member.story}",
            list(deserved[member.learner].values()),
            list(row.get("points", {}).values()),
        )
    levels = ", ".join(sorted({str(row.get("level")) for row in rows.values()}))
    record.note(
        chapter, "how the submissions were isolated", "isolated", levels, well="not isolated" not in levels
    )
    collected = (
        machine.instructors_course / "classroom" / "submitted" / ONE / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    )
    own = (machine.home(ONE) / "work" / PLACE).read_bytes()
    record.note(chapter, f"what was collected of {ONE} is their own", True, collected.read_bytes() == own)


def read_feedback(machine: Machine, visits: dict[str, Visit], record: Record, pictures: Path) -> None:
    """Each learner fetches their page: two with the button, one by command."""
    chapter = "Feedback"
    for user in (ONE, TWO):
        visits[user].assignments()
        visits[user].press("Fetch Feedback")
    as_user(machine, THREE, "nbgrader", "fetch_feedback", ASSIGNMENT)
    for user in LEARNERS:
        pages = _feedback(machine, user)
        record.note(chapter, f"pages of feedback that {user} has fetched", 1, len(pages))
    (page, *_) = _feedback(machine, TWO)
    visits[TWO].page.goto(page.as_uri())
    visits[TWO].picture(pictures / "hub_feedback.png")


def _feedback(machine: Machine, user: str) -> list[Path]:
    return sorted((machine.home(user) / "work" / "exercises" / ASSIGNMENT / "feedback").glob("*/*.html"))


def _answered(machine: Machine, learner: str) -> object:
    path = (
        machine.folder / "answers" / "classroom" / "submitted" / learner / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    )
    return json.loads(path.read_text(encoding="utf-8"))


def _short(text: str) -> str:
    """Return the first row of a list: assignment, course and button."""
    return " ".join(text.split()[:3])


def _times(text: str) -> int:
    return len(set(re.findall(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", text)))
