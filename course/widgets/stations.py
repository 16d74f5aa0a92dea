"""A way as a row of stations: what is there already, and what is still missing."""

from collections.abc import Mapping
from html import escape
from typing import Any

from course.widgets.view import View, figure, kindly

__all__ = ["stations"]


@kindly(
    'stations in order, each with what is there: {"stage": "prod", "method": None}; nothing means that it is missing'
)
def stations(way: Mapping[str, Any], caption: str = "") -> View:
    """Draw the stations of a way in order; one without a value (None, False, "") is shown as missing."""
    told = {str(name): _said(found) for name, found in way.items()}
    if not told:
        return figure(
            "<p>No stations.</p>", f"{caption}: no stations." if caption else "No stations.", name="way"
        )
    items = "".join(_station(name, said) for name, said in told.items())
    title = f'<p class="course-stations-title">{escape(caption)}</p>' if caption else ""
    lines = [f"{'●' if said else '○'} {name}: {said or 'missing'}" for name, said in told.items()]
    text = "\n".join([*([caption] if caption else []), *lines])
    return figure(
        f'{title}<ol class="course-stations">{items}</ol>',
        text,
        name="way",
        sheets=("stations",),
        label=caption,
    )


def _said(found: Any) -> str:
    return "there" if found is True else str(found) if found else ""


def _station(name: str, said: str) -> str:
    css = "there" if said else "missing"
    sign = "●" if said else "○"
    return (
        f'<li class="course-station-{css}"><span aria-hidden="true">{sign}</span> <b>{escape(name)}</b>'
        f"<br>{escape(said or 'missing')}</li>"
    )
