"""Whatever file is handed in ends with the points it deserves and a sentence, and nobody else's points change.

The cases stand in ``notebooks/``: each has a name, the points of the toy course's two exercises, what the instructor
reads, and a function that fills the submitted folder. All that are chosen are graded in one run, as one class.
"""

import copy
import hashlib
import json
import os
import runpy
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from grader.classroom.autograde import grade_class
from grader.classroom.course import open_course
from grader.classroom.rows import rows
from grader.classroom.table import as_table

HERE = Path(__file__).parent
TESTS = HERE.parent
TOYS = runpy.run_path(str(TESTS / "classroom" / "conftest.py"))

CASES = {
    f"{file.stem}: {name}": case
    for file in sorted((HERE / "notebooks").glob("*.py"))
    for name, case in runpy.run_path(str(file))["CASES"].items()
}
EVERYDAY = 3  # one case in so many is graded every day, the others with the slow tests
BY_NBGRADER = 6  # and one in so many by nbgrader's own command, too
DECOYS = ("a decoy", "folders: decoy", "zz decoy")
KEPT = "classroom/autograded/"
LEARNERS = (
    "Zoë Müller",
    "学生",
    "o'hara",
    "x'; drop table student; --",
    'say "hi"',
    "[ab]*",
    "{student_id}",
    "a.b.c",
    "=1+1",
    "-rf",
    "100%s",
    "back\\slash",
    "a" * 120,
    "e\u0301e\u0301",
)


class HandIn:
    """What a case works with: the folder to fill, the good notebook as data, and the released cells' texts by id."""

    def __init__(self, folder, good, released):
        self.folder = folder
        self.released = released
        self._good = good

    @property
    def good(self):
        return copy.deepcopy(self._good)

    def write(self, content, name="toy.ipynb"):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


def learner(case):
    return case.replace("/", " ")


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The toy course, released."""
    root = tmp_path_factory.mktemp("attacked") / "course"
    shutil.copytree(TESTS / "classroom" / "toy_course", root)
    (root / "nbgrader_config.py").write_text(TOYS["CONFIG"], encoding="utf-8")
    result = open_course(root).generate_assignment("toy")
    assert result["success"], result
    for name in (
        "rows.csv",
        "data/rows.csv",
    ):  # files of the course's own, which a submission may not replace
        (root / "solutions" / "toy" / name).parent.mkdir(exist_ok=True)
        (root / "solutions" / "toy" / name).write_text("a,b\n", encoding="utf-8")
    return TOYS["Toy"](root)


@pytest.fixture(scope="module")
def good(released):
    return json.loads(nbformat.writes(released.notebook()))


@pytest.fixture(scope="module")
def class_of(released, good, tmp_path_factory):
    """A function that makes a course in which the cases, and decoys among them, are handed in."""

    texts = {cell.id: cell.source for cell in released.released.cells}

    def made(cases, learners=()):
        root = tmp_path_factory.mktemp("class") / "course"
        toy = TOYS["Toy"](Path(shutil.copytree(released.root, root)))
        for one in (*DECOYS, *learners):
            toy.hand_in(one, json.dumps(good))
        for case in cases:
            _, _, fill = CASES[case]
            folder = toy.folder(learner(case))
            folder.mkdir(parents=True)
            fill(HandIn(folder, good, texts))
        return toy

    return made


@pytest.fixture(scope="module")
def graded(request, class_of):
    """The class of all cases that were chosen: what was there before and after, what was said of whom, the report."""
    ours = [item for item in request.session.items if item.path == request.path and hasattr(item, "callspec")]
    chosen = {item.callspec.params.get("case") for item in ours}
    toy = class_of([case for case in CASES if case in chosen], LEARNERS)
    before = _tree(toy.root)
    course = open_course(toy.root)
    said = {outcome.learner: outcome.error for outcome in grade_class(course, "toy")}
    report = {row.learner: row for row in rows(course, "toy")}
    return SimpleNamespace(before=before, after=_tree(toy.root), said=said, report=report, course=course)


def _tree(root):
    """Everything under a folder by its place: what it is, and a hash of what it holds."""
    found = {}
    for folder, folders, files in os.walk(root):
        for path in (Path(folder, name) for name in [*folders, *files]):
            try:
                kind, size = path.lstat().st_mode, path.lstat().st_size
            except OSError:  # a case that is nested deeper than the system can name
                continue
            content = path.read_bytes() if stat.S_ISREG(kind) and size < 1_000_000 else b""
            found[str(path.relative_to(root))] = (kind, hashlib.sha256(content).hexdigest())
    return found


def _sample(every):
    return [name for at, name in enumerate(CASES) if at % every == 0]


@pytest.mark.kernel
@pytest.mark.parametrize(
    "case", [pytest.param(name, marks=[pytest.mark.slow] * (name not in _sample(EVERYDAY))) for name in CASES]
)
def test_a_submission_ends_with_the_points_it_deserves_and_a_sentence(graded, case):
    points, remarks, _ = CASES[case]
    row = graded.report[learner(case)]

    assert "" == graded.said[learner(case)]
    assert (points, remarks) == (tuple(row.points.values()), row.remarks)


@pytest.mark.kernel
@pytest.mark.parametrize("one", [*DECOYS, *LEARNERS])
def test_nobody_elses_points_change(graded, one):
    row = graded.report[one]

    assert ("", "graded", 20.0, ()) == (graded.said[one], row.state, row.total, row.remarks)


@pytest.mark.kernel
def test_nothing_is_changed_but_the_folders_of_the_graded_and_the_gradebook(graded):
    free = ("classroom/autograded", "classroom/gradebook.db")
    places = graded.before.keys() | graded.after.keys()
    changed = {place for place in places if graded.before.get(place) != graded.after.get(place)}

    assert [] == sorted(place for place in changed if not place.startswith(free))


@pytest.mark.kernel
def test_what_is_kept_are_plain_files_of_the_graded(graded):
    kept = {place: kind for place, (kind, _) in graded.after.items() if place.startswith(KEPT)}

    assert set() == {place for place, kind in kept.items() if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind))}
    assert set(graded.said) == {place.split("/")[2] for place in kept}
    assert {"toy"} == {place.split("/")[3] for place in kept if place.count("/") == 3}


@pytest.mark.kernel
def test_the_report_can_be_shown(graded):
    table = as_table(list(graded.report.values()))

    assert all(line.isprintable() for line in table.splitlines())


@pytest.mark.kernel
def test_a_second_run_has_nothing_to_do(graded):
    again = list(grade_class(graded.course, "toy"))

    assert dict.fromkeys(graded.said, True) == {outcome.learner: outcome.before for outcome in again}
    assert graded.after.keys() == _tree(Path(graded.course.coursedir.root)).keys()


@pytest.mark.kernel
@pytest.mark.slow
def test_nbgraders_own_command_says_the_same(class_of):
    cases = [case for case in CASES if case in _sample(BY_NBGRADER)]
    toy = class_of(cases, LEARNERS)
    done = subprocess.run(
        [Path(sys.executable).with_name("nbgrader"), "autograde", "toy"],
        cwd=toy.root,
        capture_output=True,
        text=True,
        check=False,
    )
    found = {row.learner: row for row in rows(open_course(toy.root), "toy")}

    assert 0 == done.returncode, done.stderr
    assert {case: CASES[case][:2] for case in cases} == {
        case: (tuple(found[learner(case)].points.values()), found[learner(case)].remarks) for case in cases
    }
    assert dict.fromkeys((*DECOYS, *LEARNERS), 20.0) == {
        one: found[one].total for one in (*DECOYS, *LEARNERS)
    }
