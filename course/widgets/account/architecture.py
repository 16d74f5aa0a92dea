"""The architecture map: what an account holds and what is connected to what, drawn from the account."""

from html import escape
from typing import Any

from course.widgets.account.atlas import BADGE, Plan, draw, plan_of
from course.widgets.account.shapes import shape_of
from course.widgets.view import View, figure, kindly
from course.widgets.words import count

__all__ = ["architecture_map", "sentences"]

_VERBS = {"subscription": "delivers to", "dead-letter": "puts its dead letters into", "invocation": "invokes"}


@kindly("the inventory of an account, as account.inventory() returns it")
def architecture_map(inventory: Any) -> View:
    """Draw an account's inventory: its resources told apart by outline, icon and word; its connections labelled."""
    plan = plan_of(inventory)
    said = sentences(plan)
    text = "\n".join([f"Architecture map ({BADGE})", *(f"  - {sentence}" for sentence in said)])
    badge = f'<p class="course-badge"><b>●</b> {BADGE}</p>'
    if not plan.places:
        return figure(
            f"{badge}<p>{said[0]}</p>", text, name="map", sheets=("account",), label="Architecture map"
        )
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in said)
    drawn = draw(plan)
    if drawn is None:
        body = f"{badge}<ul>{items}</ul>"
    else:
        body = f"{badge}{drawn}<details><summary>The same in words</summary><ul>{items}</ul></details>"
    return figure(body, text, name="map", sheets=("account",), label="Architecture map")


def sentences(plan: Plan) -> list[str]:
    """Say a plan in words: how many resources, then every connection, then what has none."""
    if not plan.places:
        return ["The account is empty: no resource has been created yet."]

    def named(at: int) -> str:
        return f"{shape_of(plan.places[at].kind).word} {plan.places[at].name}"

    kinds = [shape_of(place.kind).word for place in plan.places]
    said = [", ".join(count(kinds.count(kind), kind) for kind in dict.fromkeys(kinds)) + "."]
    for road in plan.roads:
        verb = _VERBS.get(road.kind, "is connected to")
        notes = [road.label] if road.label else []
        if road.state == "pending":
            notes.append("pending: not confirmed, so nothing is delivered")
        aside = f" ({'; '.join(notes)})" if notes else ""
        said.append(f"{named(road.source)} {verb} {named(road.target)}{aside}.")
    joined = {at for road in plan.roads for at in (road.source, road.target)}
    # Wiring is what the account is told; whom a program calls stands in its code alone.
    said.extend(
        f"{named(at)}: no wiring known (code may use it all the same)."
        for at in range(len(plan.places))
        if at not in joined
    )
    return said
