"""An exam's values come from a secret: with it always the same, without it known to nobody."""

import os
import stat

import pytest

from grader.classroom.course import ClassroomError
from grader.classroom.exams import Exams, exams, make_exam, secrets_file

SECRET = "a secret that is long enough for everybody"
EXAM = Exams({"m05_tiny": SECRET})


def all_keys(of=EXAM, learners=("anna", "bert")):
    return [key for one in learners for key in vars(of.keys("m05_tiny", one)).values()]


def test_the_same_secret_gives_a_learner_the_same_keys():
    assert EXAM.keys("m05_tiny", "anna") == Exams({"m05_tiny": SECRET}).keys("m05_tiny", "anna")


def test_learners_purposes_and_secrets_have_keys_of_their_own():
    other = Exams({"m05_tiny": SECRET + "!"})

    assert 8 == len(set(all_keys() + all_keys(other)))


def test_no_key_holds_the_secret_and_neither_does_its_mark():
    assert [] == [key for key in (*all_keys(), EXAM.mark("m05_tiny")) if SECRET in key]
    assert SECRET not in repr(EXAM)


def test_what_is_no_exam_has_no_keys():
    assert ["", "", ""] == [*vars(EXAM.keys("m06_tiny", "anna")).values(), EXAM.mark("m06_tiny")]


def test_a_class_without_a_file_has_no_exams(tmp_path):
    assert Exams() == exams(tmp_path)


def test_an_exam_is_added_once_and_the_others_keep_their_secrets(tmp_path):
    made = [make_exam(tmp_path, "m05_tiny")]
    first = exams(tmp_path)
    made += [make_exam(tmp_path, name) for name in ("m06_tiny", "m05_tiny")]
    both = exams(tmp_path)

    assert [True, True, False] == made
    assert first.secrets["m05_tiny"] == both.secrets["m05_tiny"] != both.secrets["m06_tiny"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_the_file_is_its_owners_alone(tmp_path):
    make_exam(tmp_path, "m05_tiny")

    assert 0o600 == stat.S_IMODE(secrets_file(tmp_path).stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_file_that_everybody_can_read_is_refused(tmp_path):
    make_exam(tmp_path, "m05_tiny")
    secrets_file(tmp_path).chmod(0o644)

    with pytest.raises(ClassroomError, match="chmod o= "):
        exams(tmp_path)


def test_the_file_may_lie_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_SECRET_FILE", str(tmp_path / "exams.toml"))
    (tmp_path / "course").mkdir()
    make_exam(tmp_path / "course", "m05_tiny")

    assert "m05_tiny" in exams(tmp_path / "another course")


def test_a_file_that_is_named_and_not_there_is_missed(tmp_path, monkeypatch):
    """Else the exam would be graded as if it were none."""
    monkeypatch.setenv("COURSE_SECRET_FILE", str(tmp_path / "exams.toml"))

    with pytest.raises(ClassroomError, match="COURSE_SECRET_FILE names, is not there"):
        exams(tmp_path)


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda path: path.unlink(), "holds no secret for it"),
        (lambda path: path.write_text(f'[exams]\nm05_tiny = "{SECRET}"'), "holds another secret for it"),
    ],
    ids=["lost", "another"],
)
def test_an_exam_that_was_made_with_a_secret_is_not_graded_without_it(tmp_path, change, said):
    make_exam(tmp_path, "m05_tiny")
    change(secrets_file(tmp_path))

    with pytest.raises(ClassroomError, match=said):
        exams(tmp_path)
    with pytest.raises(ClassroomError, match=said):
        make_exam(tmp_path, "m05_tiny")


def test_a_secret_of_the_instructors_own_is_kept_and_remembered(tmp_path):
    secrets_file(tmp_path).parent.mkdir()
    secrets_file(tmp_path).write_text(f'[exams]\nm05_tiny = "{SECRET}"')
    secrets_file(tmp_path).chmod(0o600)
    made = make_exam(tmp_path, "m05_tiny")
    secrets_file(tmp_path).unlink()

    assert not made
    with pytest.raises(ClassroomError, match="holds no secret for it"):
        exams(tmp_path)


def test_nothing_that_lies_beside_the_secrets_tells_them(tmp_path):
    make_exam(tmp_path, "m05_tiny")
    secret = exams(tmp_path).secrets["m05_tiny"]
    holding = [path for path in tmp_path.rglob("*") if path.is_file() and secret in path.read_text()]

    assert [secrets_file(tmp_path)] == holding


def test_no_new_secret_is_made_where_the_folder_of_the_old_one_is_missing(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_SECRET_FILE", str(tmp_path / "stick" / "exams.toml"))

    with pytest.raises(ClassroomError, match="There is no folder"):
        make_exam(tmp_path, "m05_tiny")


@pytest.mark.parametrize(
    "text, said",
    [
        ("[exams", "cannot be read"),
        ("exams = 5", "has no table"),
        ("", "has no table"),
        ('[exams]\nm05_tiny = "short"', "at least 32 characters"),
        ("[exams]\nm05_tiny = 12345678901234567890123456789012", "at least 32 characters"),
        ("\udcff", "cannot be read"),
    ],
    ids=["no TOML", "no table", "nothing", "too short", "no text", "no UTF-8"],
)
def test_a_file_that_cannot_be_used_is_told_in_words(tmp_path, text, said):
    secrets_file(tmp_path).parent.mkdir()
    secrets_file(tmp_path).write_bytes(text.encode("utf-8", "surrogateescape"))
    secrets_file(tmp_path).chmod(0o600)

    with pytest.raises(ClassroomError, match=said):
        exams(tmp_path)
