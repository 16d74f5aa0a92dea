import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = """from pathlib import Path

from grader.classroom import places

places.configure(get_config(), Path(__file__).resolve().parent)
"""


@pytest.fixture
def course_folder(tmp_path):
    """A course's folder with nothing in it but its configuration."""
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text(CONFIG)
    return folder


@pytest.fixture
def run_grader(course_folder):
    """Run `python -m grader` in the course's folder, as an instructor does."""

    def run(*words):
        return subprocess.run(
            [sys.executable, "-m", "grader", *words],
            cwd=course_folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run
