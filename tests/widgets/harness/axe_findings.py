"""What keeps people out of a page, as axe-core finds it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

__all__ = ["violations"]

_RUN = "(context) => axe.run(context ?? document, { resultTypes: ['violations'] })"


def violations(page: Page, context: Any = None) -> list[str]:
    """Return what axe-core finds serious or critical, one line each; `context` is axe's: a selector, say."""
    # Its script is half a megabyte: a page reads it once.
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    return [
        f"{each['impact']} {each['id']}: {node['target']} {node['html'][:160]}"
        for each in page.evaluate(_RUN, context)["violations"]
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]
