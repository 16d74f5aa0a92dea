# ruff: noqa: INP001  a folder of files for a server, no package
"""A user's server on the hub: what `course lab` is on one's own machine. The hub runs it as the user, with their role.

A learner finds their copies of lessons and exercises in the folder `work` of their home, an instructor the whole course.
"""

import atexit
import os
import resource
import shutil
import sys
import tempfile
from pathlib import Path

from course import lab, learner
from course.start_page import Drawing
from course.syllabus import syllabus
from course.workspace import ROOT, deliver

# Bytes of addresses, for each process of the user's; the course's kernels take up to 1.4 GB (bench/README.md).
MEMORY = 4 << 30
# Of the user's on the whole machine, threads included.
PROCESSES = 1000
# Seconds without work after which a kernel ends, also one whose page is open, and then the server.
KERNEL_IDLE, SERVER_IDLE = 7200, 7800
SETTINGS = (
    # What a kernel says goes through sockets that are files of its owner's; to a port everybody on this machine could listen.
    "--KernelManager.transport=ipc",
    f"--MappingKernelManager.cull_idle_timeout={KERNEL_IDLE}",
    "--MappingKernelManager.cull_connected=True",
    f"--ServerApp.shutdown_no_activity_timeout={SERVER_IDLE}",
)


def main(role: str) -> None:
    """Prepare the user's folder, and become their server."""
    # Some systems make homes that everybody can read; what is written from here on is its owner's alone as well.
    Path.home().chmod(0o700)
    os.umask(0o077)
    # Where an instructor's file for this learner lies: their keys in an exam.
    os.environ["COURSE_LEARNER_FILE"] = str(Path.home() / "learner.json")
    folder, opens = (ROOT, "/lab") if role == "instructor" else _work()
    os.chdir(folder)
    lab.surround(role)
    # The hub asks for the first page by this name, and overlooks JupyterLab's own setting.
    os.environ["JUPYTERHUB_DEFAULT_URL"] = opens
    _hide_sockets()
    said = lab.manners(folder, opens, learner.current().folder / "layouts" / role)
    sys.argv = ["jupyterhub-singleuser", *said, *SETTINGS]
    if role == "learner":
        _restrain()
        _serve(Drawing(folder))
    else:
        _serve()


def _work() -> tuple[Path, str]:
    """Bring a learner's copies up to date; return their folder and the page that opens."""
    work = Path.home() / "work"
    for delivery in deliver(work):
        if delivery.sentence:
            _log(delivery.sentence)
    return work, f"/lab/tree/lessons/{syllabus().first_page}.ipynb"


def _hide_sockets() -> None:
    """Give the sockets of kernels a folder that is closed, and a short name: theirs may have 107 characters in all."""
    os.environ["JUPYTER_RUNTIME_DIR"] = folder = tempfile.mkdtemp(prefix="course-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


def _restrain() -> None:
    """Bound what one learner's mistake can take from the others; where memory runs short, kernels end before the hub."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_NPROC, (PROCESSES, PROCESSES))
    Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")


def _serve(drawing: Drawing | None = None) -> None:
    """Run the server until it is stopped; a map on its way into the first page is waited for."""
    from jupyterhub.singleuser import main as serve

    if drawing and (problem := drawing.problem()):
        _log(problem)
    serve()


def _log(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201  the hub's log


if __name__ == "__main__":
    main(sys.argv[1])
