"""What an outcome depends on is known by what is in it, and not by where or when it was made."""

import pytest

from grader.classroom.sources import INSTALLED, files_in, hashed, version_of


@pytest.mark.parametrize("package", INSTALLED)
def test_every_package_that_runs_a_paper_has_a_version_here(package):
    assert "none" != version_of(package)


@pytest.mark.parametrize("place, changes", [("a/b.py", True), ("c.toml", True), ("a/b.pyc", False)])
def test_a_hash_is_another_one_where_a_source_is(tmp_path, place, changes):
    def seen():
        return hashed(files_in(tmp_path, (".py", ".toml")), tmp_path)

    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.py").write_text("1")
    first = seen()
    (tmp_path / place).write_text("2")

    assert changes == (first != seen())
