"""How long a process stood ready to run and could not."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.rooms.isolation import held_up

BUSY = "import os, sys\nos.sched_setaffinity(0, {int(sys.argv[1])})\nwhile True:\n    pass"


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="this kernel does not tell")
def test_of_two_processes_on_one_processor_each_waits_for_the_other():
    processor = str(min(os.sched_getaffinity(0)))
    both = [subprocess.Popen([sys.executable, "-c", BUSY, processor]) for _ in range(2)]
    time.sleep(0.7)
    waited = [held_up(each.pid) for each in both]
    for each in both:
        each.kill()
        each.wait()

    assert all(seconds > 0.05 for seconds in waited)


def test_a_process_that_is_not_there_has_not_waited():
    assert held_up(2**22 + 1) == 0
