"""The architecture map: what an account holds and what is connected to what, drawn from the account."""

from html import escape
from typing import Any

import traitlets

from course.widgets.account.atlas import BADGE, draw, window
from course.widgets.account.legend import legend
from course.widgets.account.plan import Plan, only, plan_of, title, within
from course.widgets.account.sentences import by_purpose, census, details, sentence, sentences
from course.widgets.account.shapes import shape_of
from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure, kindly

__all__ = ["ArchitectureMap", "architecture_map", "static_map"]

_FEW = 2  # places of which a picture says all there is to say


class ArchitectureMap(LiveWidget):
    """The map to walk about in: zoom, search, a resource's connections in words.

    `aside` shows what carries no message (log groups, layers, connections); `focus` is the id of the resource to which
    the map is narrowed down with all that it touches ("": none).
    """

    _esm = script(
        "account/map_window.js", "account/map_view.js", "account/resource_view.js", "account/architecture.js"
    )
    _css = stylesheet("account")
    scene = traitlets.Dict(help="the drawing, the resources on it and their connections in words").tag(
        sync=True
    )
    aside = traitlets.Bool(False).tag(sync=True)
    focus = traitlets.Unicode("").tag(sync=True)

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        super().__init__(scene=scene_of(plan))
        self.observe(self._draw, ["aside", "focus"])

    def _draw(self, _: Any) -> None:
        self.scene = scene_of(self._plan, aside=self.aside, focus=self.focus)

    def still(self) -> View:
        """Return the whole map with its sentences."""
        return static_map(self._plan)


@kindly("the inventory of an account, as account.inventory() returns it")
def architecture_map(inventory: Any) -> ArchitectureMap | View:
    """Draw an account's inventory: its resources told apart by outline, icon and word; its connections labelled."""
    plan = plan_of(inventory)
    return ArchitectureMap(plan) if len(plan.places) > _FEW else static_map(plan)


def scene_of(plan: Plan, *, aside: bool = False, focus: str = "") -> dict[str, Any]:
    """Return what the script needs of the part of a plan that is shown, as JSON-ready data."""
    centre = [at for at, place in enumerate(plan.places) if focus and place.id == focus]
    near = within(plan, centre, steps=1) if centre else set(range(len(plan.places)))
    shown = only(
        plan, lambda at: at in near and (aside or at in centre or not shape_of(plan.places[at].kind).aside)
    )
    hidden = only(plan, lambda at: shape_of(plan.places[at].kind).aside)
    return {
        "svg": draw(shown) or "",
        "legend": legend(shown.roads),
        "badge": BADGE,
        "census": f"{census(shown)}.",
        "aside": census(hidden) if hidden.places else "",
        "places": [_resource(plan, shown, at) for at in range(len(shown.places))],
        "purposes": [[purpose, places] for purpose, places in by_purpose(shown)],
        "sentences": sentences(plan),
    }


def static_map(plan: Plan) -> View:
    """Return the map as a picture, with every connection in words; what carries no message is in the words alone."""
    said = sentences(plan)
    text = "\n".join([f"Architecture map ({BADGE})", *(f"  - {each}" for each in said)])
    items = "".join(f"<li>{escape(each)}</li>" for each in said)
    shown = only(plan, lambda at: not shape_of(plan.places[at].kind).aside)
    drawn = draw(shown) if shown.places else None
    body = [f'<p class="course-badge"><b>●</b> {BADGE}</p>']
    if not plan.places:
        body.append(f"<p>{escape(said[0])}</p>")
    elif drawn is None:
        body.append(f"<ul>{items}</ul>")
    else:
        body += [window(drawn, "Architecture map"), legend(shown.roads), _left_out(plan)]
        body.append(f"<details><summary>The same in words</summary><ul>{items}</ul></details>")
    return figure("".join(body), text, name="map", sheets=("account",), label="Architecture map")


def _resource(plan: Plan, shown: Plan, at: int) -> dict[str, Any]:
    """Return one resource of the part that is shown, with its connections in the whole plan."""
    place = shown.places[at]
    whole = plan.places.index(place)
    drawn = {other.id: position for position, other in enumerate(shown.places)}
    touching = [road for road in plan.roads if whole in (road.source, road.target)]
    roads = []
    for road in touching:
        other = road.target if road.source == whole else road.source
        says = {
            "text": sentence(plan, road),
            "to": drawn.get(plan.places[other].id),
            "out": road.source == whole,
        }
        roads.append(says)
    return {
        "id": place.id,
        "name": place.name,
        "title": title(place),
        "purpose": shape_of(place.kind).purpose,
        "details": [list(pair) for pair in (*details(place.detail), ("id", place.id))],
        "roads": roads,
        "touches": [
            position for position, road in enumerate(shown.roads) if at in (road.source, road.target)
        ],
        "beside": sorted(within(shown, [at], steps=1)),
    }


def _left_out(plan: Plan) -> str:
    rest = only(plan, lambda at: shape_of(plan.places[at].kind).aside)
    return f'<p class="course-muted">Not drawn: {escape(census(rest))}.</p>' if rest.places else ""
