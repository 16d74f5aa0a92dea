"""A copy of the course with translated files laid over it, in which programs run in that language."""

import os
import shutil
import subprocess
import sys

__all__ = ["lay_over", "run_in"]

# What is copied; all else of the checkout is there by a link.
COPIED = ("course", "grader")


def lay_over(root, made, to):
    """Make a copy of the checkout `root` in `to`, with the files `made` (path to text) in the place of its own."""
    to.mkdir()
    for path in root.iterdir():
        if path.name in COPIED:
            shutil.copytree(path, to / path.name, ignore=shutil.ignore_patterns("__pycache__"))
        elif not path.name.startswith("."):
            (to / path.name).symlink_to(path)
    for path, content in made.items():
        if path.parts[0] in COPIED:
            (to / path).write_text(content, encoding="utf-8")


def run_in(folder, home, *words, check=True):
    """Run Python with the packages of a folder and a learner's home of its own; return what it printed."""
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(folder),
        "COURSE_HOME": str(home),
        "COURSE_LEARNER": "author",
    }
    # The folder itself is the place, so that no other checkout is found first.
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=folder,
        env=surroundings,
        text=True,
        encoding="utf-8",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0 or not check, done.stdout + done.stderr
    return done.stdout + ("" if check else done.stderr)
