"""A file is the old one or the new one, and nothing between."""

import os
import stat

import pytest

from grader.classroom.whole_file import write_whole


def test_a_write_that_fails_leaves_the_old_file_and_can_be_done_again(tmp_path, monkeypatch):
    def full(_):
        raise OSError("No space left on device")

    path = tmp_path / "marks.json"
    write_whole(path, b"old")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            write_whole(path, b"new")
    failed = path.read_bytes()
    write_whole(path, b"new")

    assert b"old" == failed
    assert b"new" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_what_is_private_is_its_owners_alone(tmp_path):
    write_whole(tmp_path / "secret", b"", private=True)

    assert 0o600 == stat.S_IMODE((tmp_path / "secret").stat().st_mode)
