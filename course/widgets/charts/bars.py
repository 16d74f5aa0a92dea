"""Numbers as bars: compared by name, or gathered into ranges."""

from collections.abc import Iterable, Mapping
from html import escape

from course.widgets.tables import as_text
from course.widgets.view import View, figure, kindly
from course.widgets.words import clip, duration, number
from course.widgets.words import count as many_of

__all__ = ["bars", "histogram", "ranges"]

_WIDTH, _ROW = 720, 30


@kindly('names and numbers: {"polling": 720, "push": 12}')
def bars(values: Mapping[str, float], unit: str = "", title: str = "") -> View:
    """Draw one bar for each name, with its number and `unit` beside it. Numbers are not negative."""
    said = {str(name): f"{number(value)} {unit}".strip() for name, value in values.items()}
    return _bars(values, said, title or (f"In {unit}" if unit else "Values"), unit or "value")


@kindly("a list of numbers, such as delays in seconds")
def histogram(values: Iterable[float], title: str = "", count: int = 8) -> View:
    """Draw how many of the values (seconds) fall into each of `count` ranges of equal width."""
    listed = list(values)
    gathered = ranges(listed, count)
    said = {name: many_of(many, "value") for name, many in gathered.items()}
    every = many_of(len(listed), "value")
    legend = f"{every}, all the same" if len(gathered) == 1 else f"How many of {every} fall into each range"
    return _bars(gathered, said, title or "Histogram", "values", legend)


def _bars(
    values: Mapping[str, float], said: Mapping[str, str], title: str, head: str, legend: str = ""
) -> View:
    if any(value < 0 for value in values.values()):
        message = "a bar cannot be shorter than nothing"
        raise ValueError(message)
    if not values:
        return figure("<p>No values.</p>", "No values.", name="bars", sheets=("charts",))
    table = as_text(("", head), [[name, number(value)] for name, value in values.items()])
    text = "\n".join(line for line in (title, legend, table) if line)
    heading = f"<h4>{escape(title)}</h4>"
    below = f'<p class="course-muted">{escape(legend)}.</p>' if legend else ""
    return figure(
        heading + below + _drawing(values, said), text, name="bars", sheets=("charts",), label=title
    )


def ranges(values: list[float], count: int) -> dict[str, int]:
    """Return how many values fall into each range, by the words of the range; both ends of the last one belong to it."""
    if not values:
        return {}
    low, high = min(values), max(values)
    if low == high:
        return {duration(low): len(values)}
    width = (high - low) / count
    gathered = [0] * count
    for value in values:
        gathered[min(int((value - low) / width), count - 1)] += 1
    edges = [duration(low + width * at) for at in range(count + 1)]
    return {f"{edges[at]} to {edges[at + 1]}": many for at, many in enumerate(gathered)}


def _drawing(values: Mapping[str, float], said: Mapping[str, str]) -> str:
    left = 16 + 7.4 * max(len(clip(str(name), 30)) for name in values)
    room = _WIDTH - left - 16 - 7.4 * max(len(words) for words in said.values())
    most = max(values.values()) or 1
    rows = []
    for at, (name, value) in enumerate(values.items()):
        y, width = at * _ROW, max(2.0, value / most * room) if value else 0
        rows.append(
            f'<text x="{left - 8:.0f}" y="{y + 20}" text-anchor="end">{escape(clip(str(name), 30))}</text>'
            f'<rect class="course-chart-bar" x="{left:.0f}" y="{y + 5}" width="{width:.1f}" height="20" rx="2"/>'
            f'<text x="{left + width + 7:.1f}" y="{y + 20}">{escape(said[str(name)])}</text>'
        )
    height = len(values) * _ROW + 4
    base = f'<path class="course-axis" d="M{left:.0f},0 V{height}"/>'
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" style="max-width:{_WIDTH}px" role="img" '
        f'aria-label="{escape("; ".join(f"{name}: {words}" for name, words in said.items()))}">{"".join(rows)}{base}</svg>'
    )
