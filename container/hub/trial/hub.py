"""The hub's process, and commands that run as a user, in the environment of their server."""

import os
import pwd
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .machine import LEARNERS, Machine, TrialError

__all__ = ["URL", "as_user", "processes", "running"]

PORT = 8790
URL = f"http://127.0.0.1:{PORT}"
PATIENCE = 60


@contextmanager
def running(machine: Machine) -> Iterator[None]:
    """A hub with this machine's places, until the block ends; its servers end with it."""
    own = {
        "COURSE_HUB_KIT": str(machine.kit),
        "COURSE_EXCHANGE": str(machine.exchange),
        "COURSE_HUB_URL": URL,
        "COURSE_HUB_LEARNERS": "trial-learners",
        "COURSE_HUB_INSTRUCTORS": "trial-instructors",
    }
    command = [
        machine.kit / ".venv" / "bin" / "jupyterhub",
        "-f",
        machine.folder / "etc" / "jupyterhub_config.py",
    ]
    command += [
        f"--JupyterHub.hub_port={PORT + 1}",
        f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{PORT + 2}",
    ]
    with (machine.folder / "hub.log").open("w", encoding="utf-8") as log:
        hub = subprocess.Popen(
            command, cwd=machine.state, env=os.environ | own, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait(machine, hub)
            yield
        finally:
            hub.send_signal(signal.SIGTERM)
            hub.wait(PATIENCE)


def _wait(machine: Machine, hub: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and hub.poll() is None:
        try:
            with urllib.request.urlopen(f"{URL}/hub/health", timeout=5):  # noqa: S310  our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise TrialError(
        f"The hub did not start. Its last words:\n{(machine.folder / 'hub.log').read_text(encoding='utf-8')[-2000:]}"
    )


def processes(user: str) -> dict[int, str]:
    """Return the running processes of a user, the words of each by its number."""
    uid, found = pwd.getpwnam(user).pw_uid, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
            if folder.stat().st_uid == uid and words:
                found[int(folder.name)] = words
        except OSError:  # it has ended since
            continue
    return found


def as_user(
    machine: Machine, user: str, *words: object, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command as a user, in the environment that the hub gave their server; it may fail."""
    (server,) = (pid for pid, said in processes(user).items() if "server.py" in said)
    given = Path(f"/proc/{server}/environ").read_bytes().decode().split("\0")
    own = dict(line.split("=", 1) for line in given if "=" in line)
    course = machine.kit if user in LEARNERS else machine.instructors_course
    own["PATH"] = f"{course / '.venv' / 'bin'}:{own['PATH']}"
    account = pwd.getpwnam(user)
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd or (account.pw_dir if user in LEARNERS else course),
        env=own,
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=os.getgrouplist(user, account.pw_gid),
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
