"""What a user does in their browser: log in, open a page, run it, press the buttons of nbgrader's list."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from .hub import URL

__all__ = ["Visit", "browser"]

MINUTE = 60_000
# JupyterLab is there, whatever it shows first: what was open the last time may be hidden behind something else.
OPENED = ".jp-NotebookPanel:visible, .jp-Launcher:visible, .nbgrader-mainarea-widget:visible"
REQUEST = """async ([method, path, body]) => {
  const token = document.cookie.split("; ").find(each => each.startsWith("_xsrf="))?.slice(6);
  const answer = await fetch(path, {method, body, headers: {"X-XSRFToken": token, "Content-Type": "application/json"}});
  return [answer.status, await answer.text()];
}"""


@contextmanager
def browser(chromium: str) -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


class Visit:
    """One user's visit, in a browser that knows nobody else."""

    def __init__(self, opened: Browser, user: str) -> None:
        self.user, self.base = user, f"/user/{user}"
        self.page: Page = opened.new_context(viewport={"width": 1280, "height": 800}).new_page()

    def log_in(self, password: str) -> str:
        """Log in, wait until JupyterLab is there, and return where it opened."""
        self.page.goto(f"{URL}/hub/login")
        self.page.fill("#username_input", self.user)
        self.page.fill("#password_input", password)
        self.page.click("#login_submit")
        self.page.wait_for_url(f"**{self.base}/lab**", timeout=2 * MINUTE)
        self.page.wait_for_selector(OPENED, timeout=2 * MINUTE)
        return self.page.url.removeprefix(URL)

    def open(self, path: str) -> None:
        """Open a file of the user's in JupyterLab."""
        self.page.goto(f"{URL}{self.base}/lab/tree/{path}")
        self.page.wait_for_selector(".jp-Notebook:visible", timeout=2 * MINUTE)
        self._kernel_rests()

    def run_all(self) -> None:
        """Run all cells of the notebook that is open, and save it."""
        self.menu("Run", "Run All Cells")
        self._kernel_rests()
        self.menu("File", "Save Notebook")
        self.page.wait_for_timeout(2000)

    def menu(self, name: str, entry: str) -> None:
        """Choose an entry of a menu."""
        self.page.get_by_role("menuitem", name=name, exact=True).first.click()
        self.page.get_by_role("menuitem", name=entry).first.click()

    def assignments(self) -> None:
        """Open nbgrader's list of assignments."""
        self.page.goto(f"{URL}{self.base}/lab")
        self.page.wait_for_selector(OPENED, timeout=2 * MINUTE)
        self.menu("Nbgrader", "Assignment List")
        self.refresh()

    def refresh(self) -> None:
        """Read nbgrader's list of assignments anew."""
        self.page.wait_for_selector("#refresh_assignments_list", timeout=MINUTE)
        self.page.click("#refresh_assignments_list")
        self.page.wait_for_timeout(4000)

    def listed(self, kind: str) -> str:
        """Return what stands in the list of `kind`: released, fetched or submitted."""
        return " ".join(self.page.locator(f"#{kind}_assignments_list .list_item").all_inner_texts()).strip()

    def press(self, button: str) -> None:
        """Press a button of the list of assignments."""
        self.page.locator(".list_item").get_by_role("button", name=button, exact=True).first.click()
        self.page.wait_for_timeout(5000)

    def request(self, method: str, path: str, body: Any = None) -> tuple[int, str]:
        """Ask a server under the hub's address for something, as this user's page does; return status and answer."""
        status, text = self.page.evaluate(
            REQUEST, [method, path, json.dumps(body) if body is not None else None]
        )
        return status, text

    def save(self, path: str, notebook: Any) -> int:
        """Save a notebook among the user's files, as JupyterLab does; return the status."""
        return self.request(
            "PUT",
            f"{self.base}/api/contents/{path}",
            {"type": "notebook", "format": "json", "content": notebook},
        )[0]

    def picture(self, path: Path) -> None:
        """Keep what is seen."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path)

    def _kernel_rests(self) -> None:
        """Wait until the kernel has been idle for a while."""
        quiet = 0
        for _ in range(240):
            self.page.wait_for_timeout(1000)
            status = self.page.locator("#jp-main-statusbar").inner_text()
            quiet = quiet + 1 if "| Idle" in status else 0
            if quiet > 3:
                return
        raise TimeoutError(f"{self.user}: the kernel was not idle after four minutes.")
