"""The doctor finds, explains, mends where it can and is asked to, and looks again."""

import pytest

from course import doctor
from course.doctor import Check, Finding
from course.doctor.aside import set_aside


@pytest.fixture
def illness(monkeypatch):
    """One check, ill until it is mended by `mender`."""
    state = {"well": False}

    def look(work):
        return Finding(state["well"], "found", "means", "todo", mender=heal)

    def heal():
        state["well"] = state["heals"]
        return "healed"

    def ill(*, heals):
        state["heals"] = heals
        monkeypatch.setattr(doctor.examination, "CHECKS", {"it": look})

    return ill


def test_without_being_asked_it_mends_nothing_and_says_that_it_could(illness, tmp_path):
    illness(heals=True)
    (check,) = doctor.examine(tmp_path)

    assert Check("it", ok=False, found="found", means="means", mend="todo", can_mend=True) == check


def test_what_is_mended_says_what_was_found_and_what_was_done(illness, tmp_path):
    illness(heals=True)
    (check,) = doctor.examine(tmp_path, mend=True)

    assert Check("it", ok=True, found="found", means="means", done="healed") == check
    assert ["mended  it: found", "        it means: means", "        done: healed"] == check.lines


def test_what_is_not_well_after_mending_is_not_called_so(illness, tmp_path):
    illness(heals=False)
    (check,) = doctor.examine(tmp_path, mend=True)

    assert (False, "healed", "todo") == (check.ok, check.done, check.mend)


def test_a_mending_that_fails_is_told_and_the_next_check_is_made(monkeypatch, tmp_path):
    def refused():
        raise PermissionError(13, "Permission denied")

    ill = Finding(ok=False, found="f", todo="t", mender=refused)
    checks = {"one": lambda work: ill, "two": lambda work: Finding(ok=True, found="well")}
    monkeypatch.setattr(doctor.examination, "CHECKS", checks)
    one, two = doctor.examine(tmp_path, mend=True)

    assert "tried, and it did not work ([Errno 13] Permission denied)" == one.done
    assert two.ok


def test_a_check_that_breaks_is_a_finding(monkeypatch, tmp_path):
    def broken(work):
        raise ImportError("no module named x")

    monkeypatch.setattr(doctor.examination, "CHECKS", {"drawing": broken})
    (check,) = doctor.examine(tmp_path)

    assert (False, "ImportError: no module named x") == (check.ok, check.found)
    assert check.mend


def test_what_is_set_aside_never_takes_the_place_of_what_was_there(tmp_path):
    for text in ("one", "two"):
        (tmp_path / "notes.json").write_text(text)
        set_aside(tmp_path / "notes.json", tmp_path / "kept")

    assert ["one", "two"] == sorted(path.read_text() for path in (tmp_path / "kept").iterdir())


@pytest.mark.parametrize(
    "name", sorted(set(doctor.CHECKS) - {"packages", "material", "disk", "surroundings"})
)
def test_this_machine_is_well(name, work):
    assert (True, name) == (doctor.CHECKS[name](work).ok, name)
