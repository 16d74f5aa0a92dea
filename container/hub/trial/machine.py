"""The accounts, the folders and the installation, as `docs/hub.md` has them but for their places, and their removal."""

import os
import pwd
import secrets
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["ASSIGNMENT", "COURSE", "INSTRUCTOR", "LEARNERS", "Machine", "TrialError", "run"]

COURSE = Path(__file__).resolve().parents[3]
HUB = COURSE / "container" / "hub"
ASSIGNMENT = "m05_publish_subscribe"
INSTRUCTOR = "trial-instructor"
LEARNERS = ("trial-learner-1", "trial-learner-2", "trial-learner-3")
GROUPS = {"trial-instructors": [INSTRUCTOR], "trial-learners": list(LEARNERS)}
# Python of the system: every account has to be able to run it.
PYTHON = "/usr/bin/python3"
FILES = ("jupyterhub_config.py", "server.py")
LEFT = ("answers", "etc", "exchange", "home", "kit", "release", "state", "unpacked")


class TrialError(Exception):
    """The trial cannot be made here; the text says why."""


@dataclass
class Machine:
    """Where the trial's things are, all of them in `folder`, and the passwords that its accounts got."""

    folder: Path
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def kit(self) -> Path:
        """What learners run."""
        return self.folder / "kit"

    @property
    def exchange(self) -> Path:
        """Where assignments go out and submissions come in."""
        return self.folder / "exchange"

    @property
    def state(self) -> Path:
        """Where the hub keeps its database and its secrets."""
        return self.folder / "state"

    def home(self, user: str) -> Path:
        """A user's home."""
        return self.folder / "home" / user

    @property
    def instructors_course(self) -> Path:
        """The whole course, which is its instructor's alone."""
        return self.home(INSTRUCTOR) / "course"

    def add_accounts(self) -> None:
        """Make the accounts with new passwords. Raises TrialError where one of these names is somebody's already."""
        if taken := [user for user in (INSTRUCTOR, *LEARNERS) if _account(user)]:
            raise TrialError(
                f"There are accounts of the name {', '.join(taken)} already; expected none. Remove them first: userdel"
            )
        (self.folder / "home").mkdir(parents=True)
        for group, users in GROUPS.items():
            run("groupadd", "--force", group)
            for user in users:
                run("useradd", "--create-home", "--base-dir", str(self.folder / "home"), "--key", "HOME_MODE=0700",
                    "--shell", "/bin/bash", "--groups", group, user)  # fmt: skip
                self.passwords[user] = secrets.token_urlsafe(12)
                run("chpasswd", stdin=f"{user}:{self.passwords[user]}\n")

    def remove_accounts(self) -> None:
        """Remove the accounts and their groups; their homes stay in the folder, to be looked at."""
        for group, users in GROUPS.items():
            for user in users:
                subprocess.run(["userdel", "--force", user], capture_output=True, check=False)
            subprocess.run(["groupdel", group], capture_output=True, check=False)

    def install(self) -> None:
        """Install the instructor's course, the kit made of it, the hub beside the kit, the exchange."""
        self._copy_course()
        self._install(self.instructors_course)
        grader = [self.instructors_course / ".venv" / "bin" / "python", "-m", "grader"]
        # What is being written in this checkout need not be built yet; a kit is made of what is.
        run(*grader, "build", cwd=self.instructors_course)
        run(*grader, "release", "--to", self.folder / "release", cwd=self.instructors_course)
        run("chown", "--recursive", f"{INSTRUCTOR}:", self.home(INSTRUCTOR))
        shutil.unpack_archive(self.folder / "release" / "course.zip", self.folder / "unpacked")
        (self.folder / "unpacked" / "course").rename(self.kit)
        self._install(self.kit)
        shutil.copy(HUB / "nbgrader_config.py", self.kit / ".venv" / "etc" / "jupyter")
        (self.folder / "etc").mkdir()
        for name in FILES:
            shutil.copy(HUB / name, self.folder / "etc")
        self.state.mkdir(mode=0o700)
        self.exchange.mkdir()
        self.exchange.chmod(0o1777)

    def clear(self) -> None:
        """Remove what an earlier trial has left in the folder, but for its two environments."""
        for name in LEFT:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def _install(self, course: Path) -> None:
        print(f"installing {course.name}", flush=True)  # noqa: T201  it takes a minute
        # Outside of the course, so that the next trial need not install it again.
        environment = self.folder / "environments" / course.name
        run(PYTHON, "start.py", "doctor", cwd=course, COURSE_VENV=str(environment))
        (course / ".venv").symlink_to(environment)
        pip = [environment / "bin" / "python", "-m", "pip", "install", "--quiet"]
        run(*pip, "-c", "constraints.txt", "-r", HUB / "requirements.txt", cwd=course)

    def _copy_course(self) -> None:
        listed = run("git", "ls-files", "-co", "--exclude-standard", "-z", cwd=COURSE).split("\0")
        for name in filter(None, listed):
            if (COURSE / name).is_file():
                (self.instructors_course / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(COURSE / name, self.instructors_course / name)


def run(*words: object, cwd: Path | None = None, stdin: str = "", **settings: str) -> str:
    """Run a program and return what it printed. Raises TrialError with its last words where it fails."""
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("COURSE_", "VIRTUAL_ENV"))
    }
    ended = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        input=stdin,
        env=outside | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise TrialError(
            f"`{' '.join(map(str, words))}` failed. Its last words:\n{(ended.stdout + ended.stderr)[-2000:]}"
        )
    return ended.stdout


def _account(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True
