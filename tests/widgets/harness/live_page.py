"""A live widget in a blank page, wired to its Python object both ways: what JupyterLab does, in a twentieth of the time."""

import os
from pathlib import Path
from typing import Any

from axe_findings import violations
from playwright.sync_api import Browser, Page

__all__ = ["LivePage"]

ROOT = Path(__file__).parents[3]
PICTURES = Path(os.environ.get("COURSE_PICTURES", ROOT / "artifacts" / "screenshots"))

# A widget's model as its script sees it. What `save_changes` sends, Python answers with what has changed there.
_LOAD = """
async ([script, values]) => {
  const heard = {};
  const changed = new Set();
  const put = (name, value) => {
    const old = JSON.stringify(values[name]);
    values[name] = value;
    if (old !== JSON.stringify(value)) (heard[`change:${name}`] ?? []).forEach((act) => act());
  };
  window.model = {
    get: (name) => values[name],
    set: (name, value) => { changed.add(name); put(name, value); },
    on: (name, act) => (heard[name] ??= []).push(act),
    off: (name, act) => { heard[name] = (heard[name] ?? []).filter((each) => each !== act); },
    save_changes: () => {
      const sent = Object.fromEntries([...changed].map((name) => [name, values[name]]));
      changed.clear();
      window.under_way = window.toPython(sent).then(window.take);
    },
  };
  window.take = (answer) => Object.entries(answer).forEach(([name, value]) => put(name, value));
  const module = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const began = performance.now();
  window.leave = await module.default.render({ model: window.model, el: document.querySelector("#widget") });
  window.rendered_in = performance.now() - began;
}
"""


class LivePage:
    """A page that shows one widget.

    `page` is Playwright's; `widget` the Python object. Requests that leave the page are in `requests`, what the
    console said of errors in `errors`: both stay empty.
    """

    def __init__(self, browser: Browser, widget: Any, *, theme: str = "light", **context: Any) -> None:
        self.widget = widget
        self.errors: list[str] = []
        self.requests: list[str] = []
        self._context = browser.new_context(
            **{"viewport": {"width": 1100, "height": 900}, "reduced_motion": "reduce", **context}
        )
        self.page: Page = self._context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("request", lambda request: self.requests.append(request.url))
        light = "true" if theme == "light" else "false"
        ground, ink = ("#ffffff", "#212121") if theme == "light" else ("#111111", "#ececec")
        self.page.set_content(
            f'<!doctype html><html lang="en"><title>widget</title><style>{widget._css}</style>'
            f'<body data-jp-theme-light="{light}" style="margin:12px;background:{ground};color:{ink}">'
            "<main><h1 hidden>widget</h1><div id=widget></div></main></body></html>"
        )
        self.requests.clear()
        self.page.expose_function("toPython", self._take)
        self.page.evaluate(_LOAD, [str(widget._esm), self._values()])
        self.requests = [url for url in self.requests if not url.startswith(("blob:", "data:"))]

    def close(self) -> None:
        """Close the page."""
        self._context.close()

    def settle(self) -> None:
        """Wait until Python has answered what the widget sent last."""
        self.page.evaluate("() => window.under_way")

    def push(self) -> None:
        """Show in the page what has changed in Python since."""
        self.page.evaluate("values => window.take(values)", self._values())

    def picture(self, name: str) -> Path:
        """Keep what the page shows, whole, under a name."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}.png"
        self.page.screenshot(path=str(path), full_page=True)
        return path

    def violations(self) -> list[str]:
        """Return what axe-core finds serious or critical, one line each."""
        return violations(self.page)

    def _take(self, sent: dict[str, Any]) -> dict[str, Any]:
        for name, value in sent.items():
            setattr(self.widget, name, value)
        return self._values()

    def _values(self) -> dict[str, Any]:
        """Return what the widget's model holds: every synced trait of its own."""
        names = [name for name in self.widget.keys if not name.startswith("_")]
        return {
            name: value
            for name, value in self.widget.get_state(names).items()
            if name not in {"layout", "tabbable", "tooltip", "comm"}
        }
