"""The widget of event routing: a bus, its rules, and what each makes of an event, while you edit either."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import traitlets

from course.asl.text import Document, read
from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure
from course.widgets.words import count, printed

from .field_lines import lines_of_event, lines_of_pattern
from .past_events import PastEvent, past_events
from .routes import EXPLAINED, WIDTH, Route, Verdict, judged, routes_of_account, routes_of_patterns
from .routing_html import fields_html, fields_text, lines_html, rule_html, rule_text, shown_first

__all__ = ["EventRouting", "routing_of"]

LONGEST = 300_000  # characters of an event or a pattern
EXAMPLE = {
    "version": "0",
    "id": "17793124-05d4-b198-2fde-7ededc63b103",
    "detail-type": "Payment made",
    "source": "payments",
    "account": "123456789012",
    "time": "2025-03-01T08:00:00Z",
    "region": "us-east-1",
    "resources": [],
    "detail": {"amount": 50, "channel": "web"},
}


class EventRouting(LiveWidget):
    """`event` and `edits` (patterns by rule) are texts from the browser, `bus` and `chosen` what it points at.

    `scene` is all that it shows, put together anew after each change. Patterns are edited here alone: the rules of the
    account stay as they are.
    """

    _esm = script("events/marked_editor.js", "events/event_routing.js")
    _css = stylesheet("documents", "events")
    event = traitlets.Unicode(help="the event, as text").tag(sync=True)
    edits = traitlets.Dict(help="patterns that were edited, as text, by rule").tag(sync=True)
    bus = traitlets.Unicode(help="the bus that the event is put onto").tag(sync=True)
    chosen = traitlets.Unicode(help="the rule whose fields are shown; empty for the first").tag(sync=True)
    buses: Any = traitlets.List(help="all buses").tag(sync=True)
    past: Any = traitlets.List(help="events of the past: words, bus and text").tag(sync=True)
    scene = traitlets.Dict(help="what is shown").tag(sync=True)

    def __init__(self, routes: Sequence[Route], event: str, bus: str, past: Sequence[PastEvent]) -> None:
        self._routes = list(routes)
        self._readable: dict[str, Any] = {}
        buses = list(dict.fromkeys(route.bus for route in routes))
        listed = [{"words": each.words, "bus": each.bus, "event": _print(each.event)} for each in past]
        super().__init__(event=event, bus=bus if bus in buses else buses[0], buses=buses, past=listed)
        self._look()
        self.observe(self._look, ["event", "edits", "bus", "chosen"])

    def still(self) -> View:
        """Return the rules with their verdicts, and event, pattern and fields of the chosen one."""
        scene = self.scene
        rows = "".join(f'<li class="course-route">{each["html"]}</li>' for each in scene["rules"])
        problem = _problem_html(scene["problem"])
        hint = f'<p class="course-note course-warn">{escape(scene["hint"])}</p>' if scene["hint"] else ""
        columns = "".join(
            f"<section><h4>{escape(title)}</h4>{lines_html(text, {int(k): v for k, v in marks.items()})}</section>"
            for title, text, marks in (
                ("The event", self.event, scene["event_lines"]),
                (f"The pattern of {scene['chosen']}", scene["pattern"], scene["pattern_lines"]),
            )
            if text
        )
        html = (
            f"{_bus_html(self.bus)}<ul class='course-routes'>{rows}</ul><p class='course-muted'>{escape(scene['rest'])}</p>"
            f"{problem}{hint}<div class='course-columns'>{columns}</div>{scene['fields']}"
        )
        said = [scene["says"], *scene["lines"], scene["rest"], scene["problem"], scene["hint"]]
        text = "\n".join(filter(None, said))
        return figure(html, text, name="routing", sheets=("documents", "events"), label="Event routing")

    def _look(self, _: Any = None) -> None:
        document = read(self.event[:LONGEST] or " ")
        problem = _problem("The event", document)
        if not problem:
            self._readable = document.value
        verdicts = judged(
            [self._edited(each) for each in self._routes if each.bus == self.bus], self._readable
        )
        shown, rest = shown_first(verdicts, EXPLAINED)
        chosen = next((each for each in shown if each.route.name == self.chosen), shown[0])
        wanted = sum(each.how == "wanted" for each in verdicts)
        onto = f" of bus {self.bus}" if self.bus else ""
        verb = "wants" if wanted == 1 else "want"
        self.scene = {
            "says": problem or f"{wanted} of {count(len(verdicts), 'rule')}{onto} {verb} this event.",
            "problem": problem,
            "hint": "" if problem else _hint(document.value),
            "rules": [{"name": each.route.name, "html": rule_html(each)} for each in shown],
            "rest": rest,
            "lines": [*map(rule_text, shown), f"Field by field, {chosen.route.name}:", *fields_text(chosen)],
            **_details(chosen, document if not problem else None),
        }

    def _edited(self, route: Route) -> Route:
        text = self.edits.get(f"{route.bus}/{route.name}")
        return replace(route, pattern=text[:LONGEST]) if isinstance(text, str) and text.strip() else route


def routing_of(rules_or_account: Any, event: Any) -> EventRouting:
    """Return the widget for an account, or for patterns by name. Raises ValueError or TypeError for what is neither."""
    if isinstance(rules_or_account, Mapping):
        routes, past = routes_of_patterns(rules_or_account), []
    else:
        routes, past = routes_of_account(rules_or_account), past_events(rules_or_account)
    if not routes:
        raise ValueError("there is no rule yet that could want an event")
    latest = past[-1] if past else PastEvent(routes[0].bus, EXAMPLE)
    chosen = latest.event if event is None else event
    text = chosen if isinstance(chosen, str) else _print(chosen)
    if not isinstance(chosen, str | Mapping):
        raise TypeError("an event is a dict, or its JSON text")
    return EventRouting(routes, text, latest.bus if event is None else routes[0].bus, past[::-1])


def _details(verdict: Verdict, event: Document | None) -> dict[str, Any]:
    """Return what is shown of one rule; the lines of an event that cannot be read have no marks."""
    pattern, decision = verdict.route.pattern, verdict.decision
    document = read(pattern or " ")
    return {
        "chosen": verdict.route.name,
        "pattern": pattern,
        "pattern_problem": pattern and (_problem("The pattern", document) or verdict.refusal),
        "fields": fields_html(verdict),
        "event_lines": _keyed(lines_of_event(event, decision)) if decision and event else {},
        "pattern_lines": _keyed(lines_of_pattern(document, decision)) if decision else {},
    }


def _print(event: Any) -> str:
    return printed(event, WIDTH)


def _keyed(marks: dict[int, str]) -> dict[str, str]:
    return {str(line): tone for line, tone in marks.items()}


def _problem(what: str, document: Document) -> str:
    """Say what is wrong with a text as JSON, and where; "" where nothing is."""
    for problem in document.problems:
        if problem.code != "DUPLICATE_KEY":
            return f"{what} is no JSON object yet. Line {problem.line}, column {problem.column}: {problem.message}"
    return "" if isinstance(document.value, dict) else f"{what} is no JSON object: write it in braces."


def _hint(event: dict[str, Any]) -> str:
    """Say what is odd about an event that learners often write."""
    if {"Source", "DetailType", "Detail"} & event.keys():
        return (
            "! Source, DetailType and Detail are the words of PutEvents. In the event that the rules see, they are "
            "source, detail-type and detail."
        )
    if isinstance(event.get("detail"), str):
        return "! detail is a text here. In an event it is an object; only PutEvents takes it as JSON text."
    missing = [name for name in ("source", "detail-type", "detail") if name not in event]
    return f"! Every event has {', '.join(missing)}; this one has not." if missing else ""


def _problem_html(problem: str) -> str:
    return f'<p class="course-note course-warn">! {escape(problem)}</p>' if problem else ""


def _bus_html(bus: str) -> str:
    return f'<p class="course-bus"><b>{escape(f"bus {bus}" if bus else "patterns")}</b></p>'
