"""What a process that is shut in can do, and what it cannot. Each attempt runs in a child; the machine's own level holds."""

import ctypes
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from grader.rooms.isolation import Confinement, Level, Limits, level, namespaces, spawn
from grader.rooms.isolation.namespaces import TEMPORARY
from grader.rooms.isolation.tree import below

ROOT = Path(__file__).parents[2]
READABLE = (Path(sys.base_prefix), Path(sys.prefix), ROOT / "course")
LAYERS = ("limits", "namespaces", "landlock", "seccomp")
# Each way of being shut in must hold by itself, as it may be all that a machine has.
WAYS = {
    "all": LAYERS,
    "without namespaces": ("limits", "landlock", "seccomp"),
    "namespaces alone": ("limits", "namespaces"),
}

pytestmark = pytest.mark.skipif(
    set(level().layers) != set(LAYERS), reason=f"this machine has only {level().layers}"
)


def tried(attempt, home, layers=LAYERS, limits=None):
    """Run `attempt` in a child that is shut in; return what it returns, or the name of what it raises."""
    end, inner = os.pipe()

    def work():
        try:
            said = attempt()
        except BaseException as error:  # noqa: BLE001  the answer to the attempt
            said = type(error).__name__
        os.write(inner, json.dumps(said).encode())

    child = spawn(work, Confinement(home, READABLE, limits or Limits()), Level(tuple(layers)))
    os.close(inner)
    try:
        with os.fdopen(end) as told:
            text = told.read()
    finally:
        child.end()
        child.wait()
    return json.loads(text) if text else "ended"


@pytest.fixture
def home(tmp_path):
    place = tmp_path / "home"
    place.mkdir()
    os.chmod(tmp_path, 0o755)  # noqa: PTH101, S103  pytest's folders are their owner's alone
    return place


@pytest.fixture(params=WAYS, ids=list(WAYS))
def layers(request):
    return WAYS[request.param]


def test_work_is_done_and_its_own_folder_can_be_written(home, layers):
    def work():
        (Path.cwd() / "note.txt").write_text("done")
        return Path("note.txt").read_text()

    assert "done" == tried(work, home, layers)


def test_all_its_files_together_have_a_size(home):
    def fill():
        for number in range(100):
            Path(f"flood-{number}").write_bytes(b"x" * (1 << 20))

    assert "OSError" == tried(fill, home, limits=Limits(disk=16))
    assert [] == list(home.iterdir())


def test_where_memory_runs_short_it_is_the_first_to_be_ended(home):
    score = Path("/proc/self/oom_score_adj").read_text()
    end, inner = os.pipe()
    child = spawn(lambda: os.read(end, 1), Confinement(home, READABLE), Level(LAYERS))
    try:
        for _ in range(500):
            found = {Path(f"/proc/{pid}/oom_score_adj").read_text() for pid in (child.pid, *below(child.pid))}
            if found == {"1000\n"}:
                break
            time.sleep(0.01)

        assert ({"1000\n"}, score) == (found, Path("/proc/self/oom_score_adj").read_text())
    finally:
        os.close(inner)
        child.end()
        child.wait()


def test_the_standard_library_can_still_be_imported(home, layers):
    assert "wave" == tried(lambda: __import__("wave").__name__, home, layers)


@pytest.mark.parametrize("place", ["solutions", "grader/rubrics", "tests", "exercises", ".git"])
def test_what_grades_cannot_be_read(home, layers, place):
    assert tried(lambda: [each.name for each in (ROOT / place).iterdir()], home, layers) in (
        "PermissionError",
        "FileNotFoundError",
    )


def test_nothing_outside_its_folder_can_be_written(home, layers):
    (home.parent / "gradebook.db").write_text("grades")
    tried(lambda: (home.parent / "gradebook.db").write_text("better ones"), home, layers)
    said = tried(lambda: Path("/usr/lib/forged.py").write_text(""), home, layers)

    assert "grades" == (home.parent / "gradebook.db").read_text()
    assert said in ("PermissionError", "OSError", "FileNotFoundError")


@pytest.mark.parametrize(
    "change",
    [
        lambda place: place.chmod(0),
        lambda place: os.utime(place, (0, 0)),
        lambda place: os.chown(place, os.getuid(), os.getgid()),
        lambda place: os.setxattr(place, "user.points", b"10"),
    ],
    ids=["mode", "times", "owner", "attributes"],
)
def test_what_is_known_about_a_file_outside_cannot_be_changed(home, layers, change):
    book = home.parent / "gradebook.db"
    book.write_text("grades")
    before = book.stat()
    said = tried(lambda: change(book), home, layers)

    assert said in ("PermissionError", "FileNotFoundError")
    assert before == book.stat()


def test_a_link_out_of_its_folder_leads_nowhere(home, layers):
    def follow():
        Path("way.out").symlink_to(ROOT / "solutions")
        return [each.name for each in Path("way.out").iterdir()]

    assert tried(follow, home, layers) in ("PermissionError", "FileNotFoundError")


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM], ids=["TCP", "UDP"])
def test_no_server_of_this_machine_can_be_reached(home, layers, kind):
    with socket.socket(socket.AF_INET, kind) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(0.2)
        address = server.getsockname()

        def call():
            with socket.socket(socket.AF_INET, kind) as caller:
                caller.settimeout(1)
                if kind == socket.SOCK_STREAM:
                    caller.connect(address)
                else:
                    caller.sendto(b"grade me", address)
            return "sent"

        if kind == socket.SOCK_STREAM:
            server.listen()
        tried(call, home, layers)

        with pytest.raises(TimeoutError):
            server.accept() if kind == socket.SOCK_STREAM else server.recvfrom(10)


def test_other_processes_cannot_be_ended(home, layers):
    bystander = os.fork()
    if bystander == 0:
        time.sleep(30)
        os._exit(0)
    try:
        tried(lambda: os.kill(bystander, signal.SIGKILL), home, layers)

        assert (0, 0) == os.waitpid(bystander, os.WNOHANG)
    finally:
        os.kill(bystander, signal.SIGKILL)
        os.waitpid(bystander, 0)


@pytest.mark.parametrize("whom", [0, -1], ids=["its group", "everybody"])
def test_a_signal_to_many_reaches_no_other_submission(home, layers, tmp_path, whom):
    """The other one is a process of the same user, spawned by the same parent."""
    place = tmp_path / "other"
    place.mkdir()
    end, inner = os.pipe()
    other = spawn(lambda: os.read(end, 1), Confinement(place, READABLE), Level(tuple(layers)))
    os.close(end)
    try:
        tried(lambda: os.kill(whom, signal.SIGKILL), home, layers)

        assert (0, 0) == os.waitpid(other.pid, os.WNOHANG)
    finally:
        os.close(inner)
        other.end()
        other.wait()


def test_its_parent_lives_on_whatever_it_does(home, layers):
    tried(lambda: os.kill(os.getppid(), signal.SIGKILL), home, layers)

    assert "still here" == tried(lambda: "still here", home, layers)


def test_memory_has_an_end(home, layers):
    assert "MemoryError" == tried(lambda: len(bytearray(4 << 30)), home, layers)


def test_files_have_a_size_that_they_cannot_exceed(home, layers):
    def write():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        (home / "flood").write_bytes(b"x" * (65 << 20))

    assert "OSError" == tried(write, home, layers)


def test_a_fork_bomb_goes_out_and_nobody_outlives_the_child(home):
    def bomb():
        while True:
            if os.fork() == 0:
                time.sleep(60)
                os._exit(0)

    began = time.monotonic()

    assert "BlockingIOError" == tried(bomb, home)
    assert time.monotonic() - began < 20


def test_a_daemon_ends_with_its_submission(home):
    """It has left its group and its session; the list of processes it is on ends all the same."""
    beats, heart = os.pipe()
    os.set_blocking(beats, False)

    def leave():
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                while True:
                    os.write(heart, b".")
                    time.sleep(0.01)
            os._exit(0)
        time.sleep(0.3)

    tried(leave, home)
    lived = len(os.read(beats, 1 << 16))
    time.sleep(0.2)

    assert lived > 0
    with pytest.raises(BlockingIOError):
        os.read(beats, 1)
    os.close(beats)
    os.close(heart)


def test_time_on_the_processor_has_an_end(home):
    def spin():
        while True:
            pass

    assert "ended" == tried(spin, home, limits=Limits(cpu=1))


@pytest.mark.parametrize(
    "call, arguments",
    [
        ("ptrace", (0, 0, 0, 0)),
        ("unshare", (0x10000000,)),
        ("mount", (b"a", b"/", b"tmpfs", 0, None)),
        ("socket", (socket.AF_UNIX, socket.SOCK_STREAM, 0)),
        ("memfd_create", (b"hidden", 0)),
        ("shmget", (0, 1 << 20, 0o1600)),
        ("msgget", (0, 0o1600)),
        ("semget", (0, 1, 0o1600)),
        ("prctl", (1, 0, 0, 0, 0)),
    ],
)
def test_calls_without_an_honest_use_are_refused(home, call, arguments):
    def attempt():
        return getattr(ctypes.CDLL(None, use_errno=True), call)(*arguments)

    assert -1 == tried(attempt, home, ("limits", "landlock", "seccomp"))


@pytest.mark.parametrize("whom, said", [("itself", "done"), ("another", "PermissionError")])
def test_limits_of_another_process_cannot_be_changed_beside_others(home, whom, said):
    pid = 0 if whom == "itself" else os.getpid()

    def change():
        resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))
        return "done"

    assert said == tried(change, home, ("limits", "landlock", "seccomp"))


def test_a_temporary_folder_of_its_own_can_be_written_and_is_gone_afterwards(home):
    written = TEMPORARY / "written-inside.txt"

    def work():
        written.write_text("done")
        return [path.name for path in TEMPORARY.iterdir() if path.is_file()]

    assert [written.name] == tried(work, home, LAYERS)
    assert not written.exists()


def test_threads_and_pairs_of_sockets_work_as_ever(home, layers):
    def work():
        one, other = socket.socketpair()
        thread = threading.Thread(target=one.send, args=(b"hello",))
        thread.start()
        thread.join()
        return other.recv(10).decode()

    assert "hello" == tried(work, home, layers)


def test_a_level_says_whether_it_isolates():
    assert Level(LAYERS).is_isolated
    assert Level(("limits", "landlock", "seccomp")).is_isolated
    assert not Level(("limits",)).is_isolated
    assert str(Level(("limits",))).startswith("not isolated (only limits here): a submission can read")
    assert str(Level(())).startswith("not isolated (this machine has nothing for it): a submission can read")


ROOT_OF_NOBODY = """
import os, sys, tempfile
from pathlib import Path
from grader.rooms.isolation import Confinement, level, spawn
with tempfile.TemporaryDirectory() as home:
    child = spawn(lambda: os._exit(5), Confinement(Path(home), [Path(sys.base_prefix)]))
    print(*level().layers, child.wait())
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="nobody makes namespaces here")
def test_a_root_that_has_no_other_user_keeps_its_own_in_them():
    words = ["unshare", "--user", "--map-root-user", sys.executable, "-c", ROOT_OF_NOBODY]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.split(), done.stderr) == ([*LAYERS, "5"], "")


def test_namespaces_in_which_nothing_can_be_mounted_are_none(monkeypatch):
    def refused(*_, **__):
        raise PermissionError("mount")

    monkeypatch.setattr(namespaces, "own_tree", refused)
    assert level.__wrapped__().layers == ("limits", "landlock", "seccomp")


def test_a_parent_that_cannot_write_the_map_of_users_ends_the_childs_waiting():
    users = namespaces.UserMap()
    child = os.fork()
    if child == 0:
        try:
            users.wait()
        except PermissionError:
            os._exit(3)
        os._exit(4)
    with pytest.raises(PermissionError):
        users.write(child)  # it is in no namespace of its own, so that it has its users already
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
