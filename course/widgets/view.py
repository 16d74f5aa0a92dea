"""A picture with its twin in words: what every function of this room returns.

Each output carries its own stylesheet, so that it looks the same in JupyterLab, in a feedback page and in a page
saved for later, and `text/plain` for whoever reads without a browser.
"""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any, ParamSpec, TypeVar

from course.widgets.sheets import common, own

__all__ = ["View", "figure", "kindly"]

# A path begins with a dollar sign, and JupyterLab would set what stands between two of them as a formula.
_NO_FORMULAS = "mathjax_ignore tex2jax_ignore"
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class View:
    """Static HTML (self-contained, no script, nothing loaded) and the same in plain text."""

    html: str
    text: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}

    def __repr__(self) -> str:
        return self.text


def figure(body: str, text: str, *, name: str, label: str = "", sheets: tuple[str, ...] = ()) -> View:
    """Wrap a picture's HTML into a `View` with the stylesheet and those of the rooms in `sheets`.

    `label` names the picture for screen readers.
    """
    said = f' role="group" aria-label="{escape(label)}"' if label else ""
    # One style element for each sheet, so that a page can leave out those it has.
    style = "".join(f"<style>{rules}</style>" for rules in (common(), *map(own, sheets)))
    return View(
        f'<div class="course course-{name} {_NO_FORMULAS}"{said}>{style}{_or_nothing(body)}</div>', text
    )


def _or_nothing(body: str) -> str:
    """Hide each drawing until the stylesheet shows it.

    A notebook that is not trusted is shown without styles and without SVG, but with the words that stood in it.
    """
    # JupyterLab keeps the attribute only with a value.
    return _DRAWING.sub(lambda found: f'<span class="course-drawing" hidden="hidden">{found[0]}</span>', body)


def kindly(expected: str) -> Callable[[Callable[P, T]], Callable[P, T | View]]:
    """Make a picture's function answer wrong input with a `View` that says what was found and `expected`.

    A learner's cell goes on whatever was handed in: a picture is never the reason for a red box.
    """

    def around(draw: Callable[P, T]) -> Callable[P, T | View]:
        @functools.wraps(draw)
        def drawn(*args: P.args, **kwargs: P.kwargs) -> T | View:
            try:
                return draw(*args, **kwargs)
            except Exception as reason:  # noqa: BLE001  the contract: no picture raises into a learner's cell
                return _notice(draw.__name__, (*args, *kwargs.values()), expected, reason)

        return drawn

    return around


def _notice(name: str, given: tuple[object, ...], expected: str, reason: Exception) -> View:
    found = ", ".join(_describe(value) for value in given) or "nothing"
    why = f"{type(reason).__name__}: {reason}"[:300]
    lines = (("found", found), ("expected", expected), ("what went wrong", why))
    rows = "".join(f"<dt>{escape(term)}</dt><dd>{escape(said)}</dd>" for term, said in lines)
    body = (
        f'<div class="course-note course-warn"><p><b>! {name}: nothing to draw.</b></p><dl>{rows}</dl></div>'
    )
    text = "\n".join([f"{name}: nothing to draw.", *(f"  {term}: {said}" for term, said in lines)])
    return figure(body, text, name="notice")


def _describe(value: object) -> str:
    try:
        shown = repr(value)
    except Exception:  # noqa: BLE001  a learner's object may fail at anything
        shown = "(cannot be printed)"
    return f"{type(value).__name__} {shown if len(shown) <= 80 else shown[:79] + '…'}"
