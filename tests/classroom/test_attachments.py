"""Of the files beside a notebook plain ones are kept, and only so many; nobody loses the time of handing in by it."""

import os
from pathlib import Path

from grader.classroom.attachments import IN_THE_WAY, TOO_MUCH, attachments, copy_to


def _made(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return folder


def _places(found):
    return [str(place) for place in found.files]


def test_plain_files_are_kept_and_notebooks_and_what_is_ignored_are_not(tmp_path):
    folder = _made(tmp_path, "a.csv", "data/b.csv", "toy.ipynb", "x.pyc", "__pycache__/y", "data/.hidden")

    found = attachments(folder, ["*.pyc", "__pycache__"])

    assert (["a.csv", "data/.hidden", "data/b.csv"], ()) == (_places(found), found.remarks)


def test_however_many_files_there_are_what_nbgrader_adds_is_among_those_kept(tmp_path):
    folder = _made(
        tmp_path, *(f"file-{number}" for number in range(1_001)), "timestamp.txt", "submission_secret.txt"
    )

    found = attachments(folder, [])

    assert {"timestamp.txt", "submission_secret.txt"} < set(_places(found))
    assert 1_000 == len(found.files)
    assert {f"`file-{name}` was left out: {TOO_MUCH}." for name in (997, 998, 999)} == set(found.remarks)


def test_what_is_too_large_is_left_out_and_the_rest_is_kept(tmp_path):
    folder = _made(tmp_path, "a", "b", "c")
    os.truncate(folder / "b", 1 << 40)

    assert ["a", "c"] == _places(attachments(folder, []))


def test_the_courses_own_files_come_first_and_nothing_stands_in_their_way(tmp_path):
    own = _made(tmp_path / "own", "rows.csv", "data/more.csv")
    folder = _made(tmp_path / "toy", "rows.csv", "data", "notes.txt")
    masters = attachments(own, []).files

    found = attachments(folder, [], masters)
    copy_to(tmp_path / "copy", found.files)

    assert masters | {Path("notes.txt"): folder / "notes.txt"} == found.files
    assert (f"`data` was left out: {IN_THE_WAY}.",) == found.remarks
    assert {"rows.csv", "data/more.csv", "notes.txt"} == {
        str(path.relative_to(tmp_path / "copy")) for path in (tmp_path / "copy").rglob("*") if path.is_file()
    }
