"""The drawing under the architecture map and the message flow: resources as shapes, connections as wires.

`draw` turns a `Plan` into SVG whose parts carry `data-node` and `data-edge`, so that a live widget can mark them without
laying anything out again.
"""

from collections.abc import Mapping
from html import escape

from course.widgets.account.mark import Mark
from course.widgets.account.packing import pack
from course.widgets.account.plan import Place, Plan, Road, subtitle
from course.widgets.account.roads import road_path, written
from course.widgets.account.shapes import PURPOSES, shape_of
from course.widgets.dot import Box, Layout
from course.widgets.words import clip

__all__ = ["BADGE", "draw", "resource_name", "window"]

BADGE = "mock account: nothing leaves this machine"
# Pixels: a bold letter of a name, one of a kind's word, one of a count; a mark on a road.
_LETTER, _SMALL_LETTER, _COUNT_LETTER, _MARK_ROOM = 7.9, 6.4, 6.9, 84
_WINDOW = (740, 500)  # pixels: what a notebook beside its file browser has room for
_READABLE = 0.8  # the least scale: names come out 10 pixels high
_TURNED = 1.1  # how many times larger it has to come out that way
_NARROW = 420  # pixels: below this a picture is no longer made smaller, but scrolls


def draw(
    plan: Plan,
    *,
    counts: Mapping[int, Mark] | None = None,
    marks: Mapping[int, Mark] | None = None,
    blank: bool = False,
) -> str | None:
    """Return the plan as SVG, or None where there is no Graphviz.

    `counts` are written into places and `marks` onto roads, by position; with `blank` they are given their room and
    nothing else.
    """
    layout = _laid_out(plan, counts, marks)
    if layout is None:
        return None
    shown = {} if blank else (counts or {})
    signs = {} if blank else (marks or {})
    roads = [
        road_path(at, road, layout.wires[at], signs.get(at, Mark(written(road))))
        for at, road in enumerate(plan.roads)
    ]
    places = [
        _place(at, place, layout.boxes[at], shown.get(at, Mark("")), counted=counts is not None)
        for at, place in enumerate(plan.places)
    ]
    rest = _aside(layout, plan) if counts is None else ""
    return _sheet(layout, [*roads, *places, rest])


def window(drawn: str, name: str) -> str:
    """Return a static picture that scrolls sideways where the page is too narrow for it."""
    label = f'role="group" aria-label="{escape(name)}, picture"'
    return f'<div class="course-map-scroll" tabindex="0" {label}>{drawn}</div>' if drawn else ""


def resource_name(identifier: str) -> str:
    """Return the name at the end of an ARN or a queue's address; any other text as it is."""
    if identifier.startswith("arn:"):
        return identifier.rsplit(":", 1)[-1]
    if identifier.startswith("http") and "amazonaws.com" in identifier:
        return identifier.rsplit("/", 1)[-1]
    return identifier


def _laid_out(
    plan: Plan, counts: Mapping[int, Mark] | None, marks: Mapping[int, Mark] | None
) -> Layout | None:
    wired = {at for road in plan.roads for at in (road.source, road.target)}
    rest = sorted(
        set(range(len(plan.places))) - wired,
        key=lambda at: (PURPOSES.index(shape_of(plan.places[at].kind).purpose), at),
    )
    edges = [
        (road.source, road.target, _room(road, (marks or {}).get(at), counted=marks is not None))
        for at, road in enumerate(plan.roads)
    ]
    sizes = _sizes(plan, counts)
    across = pack(sizes, edges, rest)
    if across is None or _scale(across) >= _READABLE:
        return across
    down = pack(sizes, edges, rest, direction="TB")
    return down if down is not None and _scale(down) > _TURNED * _scale(across) else across


def _scale(layout: Layout) -> float:
    """Return how large a map comes out in a notebook, 1 where it need not be made smaller."""
    return min(1.0, _WINDOW[0] / max(layout.width, 1), _WINDOW[1] / max(layout.height, 1))


def _aside(layout: Layout, plan: Plan) -> str:
    """Write above the rows that nothing is wired to what stands there, where something else is wired."""
    wired = {at for road in plan.roads for at in (road.source, road.target)}
    tops = [box.y - box.height / 2 for at, box in enumerate(layout.boxes) if at not in wired]
    if not tops or not wired:
        return ""
    return f'<text class="course-map-kind" x="0" y="{min(tops) - 8}">No wiring known:</text>'


def _sizes(plan: Plan, counts: Mapping[int, Mark] | None) -> list[tuple[float, float]]:
    """Give all places of one kind the same size, so that they stand in line."""
    longest: dict[str, float] = {}
    for at, place in enumerate(plan.places):
        words = max(
            _LETTER * len(clip(place.name)),
            _SMALL_LETTER * len(subtitle(place)),
            _COUNT_LETTER * len((counts or {}).get(at, Mark("")).text),
        )
        longest[place.kind] = max(longest.get(place.kind, 0), words)
    least, height = (128, 54) if counts is None else (158, 66)
    return [(max(least, 76 + longest[place.kind]), height) for place in plan.places]


def _room(road: Road, mark: Mark | None, *, counted: bool) -> float:
    words = max(written(road), mark.text if mark else "", key=len)
    least = _MARK_ROOM if counted else 0
    return max(least, 10 + 6.6 * len(words) if words else 0)


def _sheet(layout: Layout, parts: list[str]) -> str:
    width, height = layout.width + 16, layout.height + 16
    return (
        f'<svg viewBox="-8 -8 {width:.0f} {height:.0f}" style="max-width:{width:.0f}px;'
        f'min-width:{min(width, max(_NARROW, _READABLE * width)):.0f}px" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def _place(at: int, place: Place, box: Box, count: Mark, *, counted: bool) -> str:
    shape = shape_of(place.kind)
    left, lift = -box.width / 2 + 46, 0 if counted else 7
    tone = f"course-{count.tone}" if count.tone else ""
    number = f'<text class="course-map-count {tone}" x="{left}" y="23" data-count="{at}">{escape(count.text)}</text>'
    return (
        f'<g class="course-map-node course-hue-{shape.colour}" data-node="{at}" '
        f'transform="translate({box.x},{box.y})"><title>{escape(shape.word)} {escape(place.name)}</title>'
        f'<path class="course-outline" d="{shape.outline(box.width, box.height)}"/>'
        f'<path class="course-icon" d="{shape.icon}" transform="translate({left - 31},-12)"/>'
        f'<text class="course-map-name" x="{left}" y="{lift - 9}">{escape(clip(place.name))}</text>'
        f'<text class="course-map-kind" x="{left}" y="{lift + 7}">{escape(subtitle(place))}</text>'
        f"{number if counted else ''}</g>"
    )
