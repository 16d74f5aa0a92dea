"""Submissions are taken out of what a learning platform hands out: each to its learner, nothing lost, nothing believed."""

import io
import json
import stat
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from grader.classroom.course import ClassroomError
from grader.take_in import Known, Owners, Parcel, parcels, read_people, shelving, take_in
from grader.take_in.parcels import LARGEST

KNOWN = Known(("ann", "bo", "bo_2"), {"ann@example.org": "ann", "4711": "bo"})
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\nAnn A,12,,ANN,x\nBo B,13,,bo,x\n"
)
MOODLE = "Identifier,Full name,Email address\nParticipant 77,Ann A,Ann@Example.org\nParticipant 78,Who Else,who@example.org\n"


@pytest.fixture
def submitted(tmp_path):
    return tmp_path / "classroom" / "submitted"


def owner(path, numbers=None, known=KNOWN):
    return Owners(known, numbers).of(PurePosixPath(path))


def put(submitted, files, **more):
    given = [Parcel(PurePosixPath(path), content) for path, content in files.items()]
    return take_in(given, Owners(KNOWN, {"12": "ann"}), submitted, "m05", **more)


def lies(submitted):
    return {
        path.relative_to(submitted).as_posix(): path.read_bytes()
        for path in sorted(submitted.rglob("*"))
        if path.is_file()
    }


def archive(tmp_path, entries):
    file = tmp_path / "download.zip"
    with zipfile.ZipFile(file, "w") as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return file


@pytest.mark.parametrize(
    "path, found",
    [
        ("anna_12_9001_m05.ipynb", ("ann", "m05.ipynb")),
        ("anna_LATE_12_9001_m05-2.ipynb", ("ann", "m05-2.ipynb")),
        ("beb_4711_9001_m05.ipynb", ("bo", "m05.ipynb")),
        ("Ann A_12_assignsubmission_file/m05.ipynb", ("ann", "m05.ipynb")),
        ("Ann A_12_assignsubmission_file_/m05.ipynb", ("ann", "m05.ipynb")),
        ("Ann A_12_assignsubmission_file_m05.ipynb", ("ann", "m05.ipynb")),
        (
            "Ann A_12_assignsubmission_file_x_4711_assignsubmission_file_m05.ipynb",
            ("ann", "x_4711_assignsubmission_file_m05.ipynb"),
        ),
        (
            "anna_12_9001_x_4711_assignsubmission_file_m05.ipynb",
            ("ann", "x_4711_assignsubmission_file_m05.ipynb"),
        ),
        ("anna_12_9001_x_4711_9002_m05.ipynb", ("ann", "x_4711_9002_m05.ipynb")),
        ("ann/x_4711_9001_m05.ipynb", ("ann", "x_4711_9001_m05.ipynb")),
        ("ann/x_4711_assignsubmission_file_/m05.ipynb", ("ann", "m05.ipynb")),
        ("Ann A_12_assignsubmission_file_/x_4711_9001_m05.ipynb", ("ann", "x_4711_9001_m05.ipynb")),
        ("who_99_9001_m05.ipynb", (None, "m05.ipynb")),
        ("ann/m05.ipynb", ("ann", "m05.ipynb")),
        ("class/ANN/work/m05.ipynb", ("ann", "m05.ipynb")),
        ("ann.ipynb", ("ann", "ann.ipynb")),
        ("ann_m05.ipynb", ("ann", "ann_m05.ipynb")),
        ("bo_2_m05.ipynb", ("bo_2", "bo_2_m05.ipynb")),
        ("ann@example.org/m05.ipynb", ("ann", "m05.ipynb")),
        ("annabel_m05.ipynb", (None, "annabel_m05.ipynb")),
        ("ann/bo/m05.ipynb", (None, "m05.ipynb")),
        ("m05.ipynb", (None, "m05.ipynb")),
    ],
)
def test_whose_a_file_is_stands_in_its_name(path, found):
    assert found == owner(path, {"12": "ann"})


@pytest.mark.parametrize(
    "path, who", [("carla/m05.ipynb", "carla"), ("../m05.ipynb", None), ("m05.ipynb", None)]
)
def test_where_no_learner_is_known_a_folder_is_taken_for_its_learner(path, who):
    assert who == owner(path, known=Known(()))[0]


@pytest.mark.parametrize("text, found", [(CANVAS, {"12": "ann", "13": "bo"}), (MOODLE, {"77": "ann"})])
def test_a_platforms_list_says_who_is_behind_its_numbers(tmp_path, text, found):
    file = tmp_path / "people.csv"
    file.write_text(text, encoding="utf-8-sig")

    assert found == read_people(file, KNOWN)


@pytest.mark.parametrize("text", [CANVAS.replace("Bo B", "ann"), CANVAS.replace("Ann A", "bo")])
def test_who_calls_themselves_as_somebody_elses_id_stays_themselves(tmp_path, text):
    file = tmp_path / "people.csv"
    file.write_text(text, encoding="utf-8")

    assert {"12": "ann", "13": "bo"} == read_people(file, KNOWN)


@pytest.mark.parametrize("content", [b"", b"name,points\nann,3\n", b"\xff\xfe\x00"])
def test_a_file_that_is_no_such_list_is_refused_in_words(tmp_path, content):
    file = tmp_path / "people.csv"
    file.write_bytes(content)

    with pytest.raises(ClassroomError, match=r"people\.csv"):
        read_people(file, KNOWN)


def test_the_only_notebook_gets_the_assignments_name(submitted):
    done = put(
        submitted,
        {"x_12_1_my work (1).ipynb": b"1", "x_12_1_assessment.json": b"{}", "x_12_1_photo.jpg": b""},
    )

    assert [("ann", "taken", ("assessment.json", "m05.ipynb"))] == [
        (one.who, one.what, one.files) for one in done
    ]
    assert {"ann/m05/assessment.json": b"{}", "ann/m05/m05.ipynb": b"1"} == lies(submitted)


def test_several_notebooks_of_one_learner_are_all_kept(submitted):
    put(submitted, {"ann/a/m05.ipynb": b"1", "ann/b/m05.ipynb": b"2"})

    assert {"ann/m05/m05.ipynb": b"1", "ann/m05/m05-2.ipynb": b"2"} == lies(submitted)


def test_a_name_that_is_too_long_for_a_folder_stops_nobody(submitted):
    long = "試" * 200
    done = put(submitted, {f"ann/{long}.ipynb": b"1", "ann/m05.ipynb": b"2", "bo/m05.ipynb": b"3"})

    assert [("ann", "taken"), ("bo", "taken")] == [(one.who, one.what) for one in done]
    assert {b"1", b"2", b"3"} == set(lies(submitted).values())


def test_a_learner_whose_folder_cannot_be_written_costs_nobody_else_anything(submitted):
    submitted.mkdir(parents=True)
    (submitted / "ann").write_text("a file in the place of the folder")
    ann, bo = put(submitted, {"ann/m05.ipynb": b"1", "bo/m05.ipynb": b"2"})

    assert ("left out", "taken") == (ann.what, bo.what)
    assert "cannot be written" in ann.reason
    assert b"2" == lies(submitted)["bo/m05/m05.ipynb"]


def test_what_nobody_can_be_found_for_is_named(submitted):
    (left,) = put(submitted, {"somebody.ipynb": b"1"})

    assert ("somebody.ipynb", "left out") == (left.who, left.what)
    assert "--people" in left.reason
    assert not submitted.exists()


def test_taking_the_same_in_twice_changes_nothing(submitted):
    put(submitted, {"ann/m05.ipynb": b"1"})
    (again,) = put(submitted, {"ann/m05.ipynb": b"1"})

    assert "the same as before" == again.what
    assert {"ann/m05/m05.ipynb": b"1"} == lies(submitted)


def test_another_submission_stays_unless_it_is_to_be_replaced(submitted):
    put(submitted, {"ann/m05.ipynb": b"1"})
    (kept,) = put(submitted, {"ann/m05.ipynb": b"2"})
    stays = lies(submitted)
    (replaced,) = put(submitted, {"ann/m05.ipynb": b"2"}, replace=True)

    assert "there already" == kept.what
    assert {"ann/m05/m05.ipynb": b"1"} == stays
    assert "replaced" == replaced.what
    assert {"ann/m05/m05.ipynb": b"2"} == lies(submitted)
    assert b"1" == (submitted.parent / "replaced" / "ann" / "m05-1" / "m05.ipynb").read_bytes()


def test_a_name_in_an_archive_leads_nowhere_else(tmp_path, submitted):
    file = archive(
        tmp_path, {"ann/../../../evil.ipynb": "1", "/ann/m05.ipynb": "2", "ann/C:\\m05.ipynb": "3"}
    )
    take_in(parcels(file), Owners(KNOWN), submitted, "m05")

    assert {"download.zip", "classroom"} == {path.name for path in tmp_path.iterdir()}
    assert all(name.startswith("ann/m05/") for name in lies(submitted))


def test_a_link_in_an_archive_or_folder_is_not_followed(tmp_path):
    secret = tmp_path / "solution.ipynb"
    secret.write_text("all answers")
    folder = tmp_path / "folder"
    (folder / "ann").mkdir(parents=True)
    (folder / "ann" / "m05.ipynb").symlink_to(secret)
    entry = zipfile.ZipInfo("ann/m05.ipynb")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = tmp_path / "download.zip"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(entry, str(secret))

    for source in (folder, file):
        (found,) = parcels(source)
        assert (b"", "it is a link, or no file of its own") == (found.content, found.problem)


def test_an_entry_that_unpacks_without_end_is_left_out(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("ann/m05.ipynb", b"\0" * (LARGEST + 1))
    file = tmp_path / "download.zip"
    file.write_bytes(packed.getvalue())
    (found,) = parcels(file)

    assert ("it is larger than 50 MB", b"") == (found.problem, found.content)


def test_of_many_files_that_unpack_without_end_the_rest_is_left_out(submitted, monkeypatch):
    monkeypatch.setattr(shelving, "MOST_BYTES", 10)
    found = put(submitted, {"ann/a.ipynb": b"x" * 8, "ann/b.ipynb": b"x" * 8, "bo/a.ipynb": b"x" * 8})

    assert ["taken", "taken", "left out"] == [one.what for one in found]
    assert "ann/b.ipynb" == found[2].who
    assert found[2].reason.startswith("ann handed in more than")


def test_a_damaged_entry_costs_nobody_else_anything(tmp_path):
    file = archive(tmp_path, {"ann/m05.ipynb": "a" * 100, "bo/m05.ipynb": "b"})
    content = file.read_bytes()
    file.write_bytes(content.replace(b"a" * 100, b"a" * 50 + b"x" * 50, 1))

    assert [("ann/m05.ipynb", "it is damaged"), ("bo/m05.ipynb", "")] == [
        (str(found.path), found.problem) for found in parcels(file)
    ]


@pytest.mark.parametrize("name", ["nothing.zip", "text.zip"])
def test_what_is_no_folder_and_no_archive_is_refused_in_words(tmp_path, name):
    (tmp_path / "text.zip").write_text("no archive")

    with pytest.raises(ClassroomError, match="expected a folder, or the archive"):
        list(parcels(tmp_path / name))


def test_the_command_says_what_became_of_each(course_folder, run_grader, tmp_path):
    file = archive(tmp_path, {"x_12_1_toy.ipynb": "{}", "y_99_1_toy.ipynb": "{}"})
    people = tmp_path / "people.csv"
    people.write_text(CANVAS)
    roster = tmp_path / "roster.csv"
    roster.write_text("ann\nbo\n")
    done = run_grader("take-in", "toy", str(file), "--roster", str(roster), "--people", str(people), "--json")

    assert 0 == done.returncode, done.stderr
    assert [("ann", "taken"), ("y_99_1_toy.ipynb", "left out")] == [
        (one["who"], one["what"]) for one in json.loads(done.stdout)
    ]
    assert (Path(course_folder) / "classroom/submitted/ann/toy/toy.ipynb").is_file()


def test_an_assignment_that_the_course_does_not_have_takes_nothing_in(course_folder, run_grader, tmp_path):
    (course_folder / "solutions/toy").mkdir(parents=True)
    (tmp_path / "ann").mkdir()
    (tmp_path / "ann/toy.ipynb").write_text("{}")
    done = run_grader("take-in", "tyo", str(tmp_path))

    assert 1 == done.returncode
    assert "There is no assignment `tyo`. Did you mean `toy`?" in done.stderr
    assert not (course_folder / "classroom/submitted").exists()
