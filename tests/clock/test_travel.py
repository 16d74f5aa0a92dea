"""What turns the clock of a process."""

import subprocess
import sys

LOADED = """
import sys
from datetime import datetime
from course.travel import travel
assert "pytest" not in sys.modules, "it was loaded"
with travel(datetime(2025, 3, 1), tick=False):
    assert datetime.now().year == 2025
import pytest
print(pytest.__name__)
"""


def test_it_is_loaded_without_pytest_which_can_be_loaded_afterwards():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("pytest\n", "")


def test_pytest_that_is_there_already_stays():
    words = "import pytest, sys, course.travel; print(sys.modules['pytest'] is pytest)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("True\n", "")
