"""JupyterLab, started as the course starts it, and what a person does with a notebook in it."""

import contextlib
import json
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Locator, Page, expect

__all__ = ["LEARNER", "QUIET", "NotebookPage", "Server", "served"]

LEARNER = "browser-test"

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Server:
    """A Jupyter server under test: its address with the token, and the folder it shows."""

    url: str
    token: str
    folder: Path

    def address(self, path: str) -> str:
        """Return the address of a page of this server."""
        return f"{self.url}{path}?token={self.token}"


def free_port() -> int:
    """Return a port of this machine that nobody uses at present."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_server(
    process: "subprocess.Popen[bytes]", runtime: Path, folder: Path, seconds: float = 60
) -> Server:
    """Wait until the server says, in its runtime file, how it can be reached."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(
                f"the server ended with exit code {process.returncode} before it could be reached"
            )
        for found in runtime.glob("jpserver-*.json"):
            try:
                said = json.loads(found.read_text(encoding="utf-8"))
                with socket.create_connection(("127.0.0.1", said["port"]), timeout=1):
                    return Server(said["url"], said["token"], folder)
            except (ValueError, OSError):
                pass  # half written, or not listening yet
        time.sleep(0.1)
    raise AssertionError("the server could not be reached in time")


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a server this test started, by its process id."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)


@contextlib.contextmanager
def served(command: list[str], folder: Path) -> Iterator[Server]:
    """Run a Jupyter server that shows `folder` until the block ends; `command` gets a free port.

    What is set in it (a theme, say) ends with it, and whoever runs this keeps their own.
    """
    with tempfile.TemporaryDirectory(prefix="runtime-") as runtime:
        own = {"JUPYTER_RUNTIME_DIR": runtime, "JUPYTER_CONFIG_DIR": f"{runtime}/config"}
        environment = {**os.environ, **own, "COURSE_LEARNER": LEARNER}
        process = subprocess.Popen(
            [*command, f"--port={free_port()}"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield wait_for_server(process, Path(runtime), folder)
        finally:
            stop(process)


class NotebookPage:
    """One notebook in the browser. `path` is relative to the server's folder; `opens` is lab/tree, or notebooks."""

    def __init__(self, page: Page, server: Server, path: str, *, opens: str = "lab/tree") -> None:
        self.page, self.server, self.path = page, server, path
        # Without the tabs of earlier visits: one of those could be taken for this notebook while it still loads.
        page.goto(f"{server.address(f'{opens}/{path}')}&reset")
        self.shown = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        self.shown.locator(".jp-Notebook").wait_for(timeout=60_000)
        self._wait_for_kernel()
        self.wait_until_idle()

    def run_all(self, seconds: float = 120) -> None:
        """Run every cell from the menu and wait for the last one."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.wait_until_idle(seconds)

    def _wait_for_kernel(self, seconds: float = 60) -> None:
        """Wait until the server has a kernel for this notebook that has answered: before that, JupyterLab asks for one."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            sessions = self.page.request.get(self.server.address("api/sessions")).json()
            kernels = [session["kernel"] for session in sessions if session["path"] == self.path]
            if any(kernel["execution_state"] == "idle" for kernel in kernels):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"no kernel for {self.path} after {seconds} seconds")

    def wait_until_idle(self, seconds: float = 60) -> None:
        """Wait until the kernel has nothing to do, and had nothing for a moment."""
        quiet_since = time.monotonic()
        until = quiet_since + seconds
        while time.monotonic() < until:
            if self.shown.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').count() == 0:
                quiet_since = time.monotonic()
            elif time.monotonic() - quiet_since > 1.0:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"the kernel was still busy after {seconds} seconds")

    def cell(self, text: str) -> Locator:
        """Return the code cell whose source holds `text`, brought into view (cells out of sight are not drawn)."""
        self.shown.locator(".jp-Notebook .jp-WindowedPanel-outer").evaluate("panel => panel.scrollTo(0, 0)")
        found = (
            self.shown.locator(".jp-CodeCell")
            .filter(has=self.page.locator(".jp-InputArea", has_text=text))
            .first
        )
        for _ in range(200):
            if found.count():
                found.scroll_into_view_if_needed()
                return found
            self.shown.locator(".jp-Notebook .jp-WindowedPanel-outer").evaluate(
                "panel => panel.scrollBy(0, 400)"
            )
            self.page.wait_for_timeout(30)
        raise AssertionError(f"no code cell holds {text!r}")

    def write(self, cell: Locator, source: str) -> None:
        """Replace the source of a cell, as somebody does who selects all and pastes."""
        cell.locator(".cm-content").first.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(source)

    def run(self, cell: Locator, seconds: float = 60) -> None:
        """Run one cell and wait for it."""
        cell.locator(".cm-content").first.click()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_timeout(300)
        self.wait_until_idle(seconds)

    def save(self) -> dict[str, Any]:
        """Save the notebook and return it as it is on the disk."""
        self.page.keyboard.press("Control+S")
        expect(self.page.locator(".jp-mod-dirty")).to_have_count(0, timeout=20_000)
        self.page.wait_for_timeout(500)
        return dict(nbformat.read(self.server.folder / self.path, as_version=4))
