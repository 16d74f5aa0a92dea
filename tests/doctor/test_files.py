"""A learner's own files: what is broken is put aside and never deleted, and what can be saved is saved."""

import errno
import json
import shutil
import tempfile
from types import SimpleNamespace

import pytest

from course import learner

EXERCISES = "exercises/m05_publish_subscribe/m05_publish_subscribe.ipynb"


@pytest.fixture
def notebook(work):
    return work / EXERCISES


def test_a_notebook_that_was_cut_short_is_put_aside_and_comes_fresh(only, work, notebook):
    whole = notebook.read_text()
    notebook.write_text(whole[:500])
    found, mended = only("notebooks", work), only("notebooks", work, mend=True)

    assert not found.ok
    assert EXERCISES in found.found
    assert mended.ok
    assert whole == notebook.read_text()
    assert [whole[:500]] == [path.read_text() for path in (work / "kept").iterdir()]


def test_it_comes_back_as_jupyterlab_kept_it_last(only, work, notebook):
    mine = json.loads(notebook.read_text())
    mine["cells"][0]["source"] = "My own words."
    checkpoint = notebook.parent / ".ipynb_checkpoints" / f"{notebook.stem}-checkpoint.ipynb"
    checkpoint.parent.mkdir()
    checkpoint.write_text(json.dumps(mine))
    notebook.write_text("")
    mended = only("notebooks", work, mend=True)

    assert "as JupyterLab kept it last" in mended.done
    assert mine == json.loads(notebook.read_text())


def test_a_broken_notebook_of_the_learners_own_is_put_aside_with_the_reason(only, work):
    (work / "lessons" / "mine.ipynb").write_text("[]")
    mended = only("notebooks", work, mend=True)

    assert mended.ok
    assert "the course has none of that name" in mended.done
    assert ["[]"] == [path.read_text() for path in (work / "kept").iterdir()]


def test_notes_that_cannot_be_read_are_put_aside(only, home):
    learner.notes().put("best/m01.e1", {"points": 1, "maximum": 10})
    (path,) = (home / "notes").glob("*.json")
    path.write_text('{"best/m0')
    mended = only("notes", mend=True)

    assert mended.ok
    assert ['{"best/m0'] == [each.read_text() for each in (home / "set-aside").iterdir()]


def test_a_lost_name_is_found_in_the_notes_so_that_the_values_stay(only, home):
    name = learner.current().id
    learner.notes().put("best/m01.e1", {"points": 1, "maximum": 10})
    (home / "self.json").write_text("")
    mended = only("notes", mend=True)

    assert f"you are {name}, as before" in mended.done
    assert name == learner.current().id


def test_a_learners_file_that_is_damaged_is_explained_and_left(only, home, tmp_path, monkeypatch):
    (tmp_path / "learner.json").write_text("{")
    monkeypatch.setenv("COURSE_LEARNER_FILE", str(tmp_path / "learner.json"))
    found = only("notes", mend=True)

    assert not found.ok
    assert "Ask your instructor" in found.mend
    assert "{" == (tmp_path / "learner.json").read_text()


def test_a_layout_that_cannot_be_read_is_put_aside(only, home):
    layout = home / "layouts" / "learner" / "default-37a8.jupyterlab-workspace"
    layout.parent.mkdir(parents=True)
    layout.write_text("{half")
    mended = only("layouts", mend=True)

    assert mended.ok
    assert ["{half"] == [each.read_text() for each in (home / "set-aside").iterdir()]


def test_a_file_named_like_a_module_of_pythons_is_named_and_left(only, work):
    (work / "lessons" / "queue.py").write_text("mine = 1")
    found = only("names", work, mend=True)

    assert (False, "named like a module: lessons/queue.py") == (found.ok, found.found)
    assert "my_queue.py" in found.mend
    assert "mine = 1" == (work / "lessons" / "queue.py").read_text()


def test_a_folder_that_cannot_be_written_is_named_with_the_way_out(only, home, tmp_path):
    (tmp_path / "file").write_text("")
    found = only("writing", tmp_path / "file" / "work")

    assert not found.ok
    assert str(tmp_path / "file" / "work") in found.found
    assert "--folder" in found.mend


def test_the_right_to_write_in_ones_own_folder_is_given_back(only, work, home, monkeypatch):
    real = tempfile.TemporaryFile

    def refused(dir):
        if not work.stat().st_mode & 0o200:  # whoever is root may write all the same
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(dir=dir)

    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    work.chmod(0o500)
    found, mended = only("writing", work), only("writing", work, mend=True)

    assert "cannot be written (Permission denied)" in found.found
    assert mended.ok
    assert f"you may write in {work} again" == mended.done


def test_a_disk_without_room_is_told(only, work, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=5_000_000))
    found = only("disk", work)

    assert "5 MB are free" in found.found
    assert "Make room" in found.mend
