"""Where a scene is played: its commands are run one after the other, and end with it."""

import contextlib
import os
import re
import shlex
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from scenes import Step

__all__ = ["Stage"]

PATIENCE = 240  # seconds of real time, on a busy machine
PAGE = re.compile(r"https?://127\.0\.0\.1:\d+/\S+")


class Stage:
    """A checkout, what is set in the terminal, and the programs that go on. Raises `AssertionError` where a step disappoints."""

    def __init__(self, checkout: Path, environment: dict[str, str], ports: tuple[str, ...] = ()):
        self.checkout = checkout
        self.elsewhere = f"{checkout.parent}/"  # what a document puts into /tmp/
        self._folder = checkout
        self._environment = environment
        self._ports = {port: str(_free_port()) for port in ports}
        self._running: list[subprocess.Popen[str]] = []

    def here(self, text: str) -> str:
        """Return what a document says as it is said on this stage: with a folder and ports of its own."""
        for port, free in self._ports.items():
            text = re.sub(rf"\b{port}\b", free, text)
        return text.replace("/tmp/", self.elsewhere)  # noqa: S108  it is what documents say, and is replaced

    def play(self, step: Step) -> str:
        """Run a step, and return its output. What a terminal remembers, `cd` and `export`, later steps find."""
        match shlex.split(self.here(step.typed)):
            case ["cd", folder]:
                self._folder /= folder
            case ["export", setting]:
                self._environment.update([setting.split("=", 1)])
        said = self._until_ready(step) if step.stays else self._to_its_end(step)
        missing = [text for text in map(self.here, step.says) if text not in said]
        assert not missing, f"{step.typed}\n{said}\n\nhas not said: {missing}"
        not_made = [name for name in step.makes if not list(self._folder.glob(name))]
        assert not not_made, f"{step.typed}\n{said}\n\nhas not made: {not_made}"
        return said

    def end(self) -> None:
        """End what goes on, the last first, as a window that is closed does."""
        for process in reversed(self._running):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.communicate(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()

    def _to_its_end(self, step: Step) -> str:
        process = self._begin(step)
        try:
            said, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            said, _ = process.communicate()
            said += f"\nwas stopped after {PATIENCE} seconds"
        assert step.ends == process.returncode, f"{step.typed}\nended with {process.returncode}:\n{said}"
        return said

    def _until_ready(self, step: Step) -> str:
        process = self._begin(step)
        self._running.append(process)
        # Who waits for a line cannot stop waiting; without the program there is no line to wait for.
        alarm = threading.Timer(PATIENCE, os.killpg, (process.pid, signal.SIGKILL))
        alarm.start()
        said = ""
        try:
            for line in process.stdout:
                said += line
                if step.stays in line:
                    break
            else:
                raise AssertionError(f"{step.typed}\nhas ended and not said {step.stays!r}:\n{said}")
        finally:
            alarm.cancel()
        if page := PAGE.search(line):
            assert 200 == _status(page[0]), page[0]
        return said

    def _begin(self, step: Step) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            ["/bin/bash", "-c", self.here(step.typed)],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )


def _status(page: str, tries: int = 100) -> int:
    """Open a page of this machine, and return the status. JupyterLab names its address a moment before it listens there."""
    for _ in range(tries):
        try:
            with urllib.request.urlopen(page, timeout=PATIENCE) as answer:  # noqa: S310  it is on 127.0.0.1
                return answer.status
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.2)
    return 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
