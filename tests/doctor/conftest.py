"""A learner's folder and home of their own, for the doctor to look at."""

import pytest

from course import doctor
from course.workspace import deliver


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COURSE_LEARNER", raising=False)
    (tmp_path / "home" / "notes").mkdir(parents=True)
    return tmp_path / "home"


@pytest.fixture
def work(tmp_path, home):
    deliver(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture
def only(monkeypatch, tmp_path):
    """Examine one thing alone, and return what is said of it."""

    def examined(name, work=tmp_path / "work", *, mend=False):
        monkeypatch.setattr(doctor.examination, "CHECKS", {name: doctor.CHECKS[name]})
        (check,) = doctor.examine(work, mend=mend)
        return check

    return examined
