"""A filter policy, a message, and the verdict while you type."""

import json
from html import escape
from typing import Any

import ipywidgets

from course.widgets.events.filters import plain_decision, tree_html, tree_text
from course.widgets.live import LiveBox
from course.widgets.view import View, figure, kindly
from course.widgets.words import printed

__all__ = ["FilterTester", "filter_tester", "judged"]

SCOPES = ("MessageAttributes", "MessageBody")


class FilterTester(LiveBox):
    """Three labelled text areas, the scope, and below them the verdict on what they hold."""

    def __init__(self, policy: str, attributes: str, body: str, scope: str) -> None:
        self.policy = _area("Filter policy", policy)
        self.attributes = _area("Message attributes", attributes)
        self.body = _area("Message body", body)
        self.scope = ipywidgets.Dropdown(
            options=SCOPES,
            value=scope,
            description="The policy reads",
            style={"description_width": "initial"},
        )
        self.verdict = ipywidgets.HTML()
        for each in (self.policy, self.attributes, self.body, self.scope):
            each.observe(self._judge, "value")
        columns = ipywidgets.GridBox(
            [self.policy, self.attributes, self.body],
            layout={"grid_template_columns": "repeat(auto-fit, minmax(260px, 1fr))", "grid_gap": "12px"},
        )
        super().__init__([columns, self.scope, self.verdict], layout={"max_width": "1080px"})
        self._judge()

    def _judge(self, _: Any = None) -> None:
        self.verdict.value = self._verdict().html

    def _verdict(self) -> View:
        return judged(self.policy.value, self.attributes.value, self.body.value, self.scope.value)

    def still(self) -> View:
        """Return what the areas hold now, and the verdict."""
        areas = {
            "Filter policy": self.policy.value,
            "Message attributes": self.attributes.value,
            "Message body": self.body.value,
        }
        verdict = self._verdict()
        columns = "".join(
            f"<section><h4>{title}</h4><pre>{escape(text)}</pre></section>" for title, text in areas.items()
        )
        shown = (
            f'<div class="course-columns">{columns}</div><p>The policy reads <b>{self.scope.value}</b>.</p>'
        )
        said = [f"{title}: {text}" for title, text in areas.items()]
        text = "\n".join(["Filter tester", *said, f"The policy reads {self.scope.value}.", verdict.text])
        return figure(
            shown + verdict.html, text, name="tester", sheets=("documents", "events"), label="Filter tester"
        )


@kindly('a policy, a message {"attributes": {...}, "body": {...}} and a scope: ' + " or ".join(SCOPES))
def filter_tester(policy: Any, message: Any, scope: str = "MessageAttributes") -> FilterTester | View:
    """Try a filter policy on a message, both editable.

    `message` is {"attributes": ..., "body": ...}; any other value is the body or the attributes, as `scope` has it.
    An attribute may be given as AWS has it (DataType, StringValue) or as a plain value.
    """
    if scope not in SCOPES:
        problem = f"there is no scope {scope!r}"
        raise ValueError(problem)
    if not (isinstance(message, dict) and message and set(message) <= {"attributes", "body"}):
        message = {"attributes": message} if scope == "MessageAttributes" else {"body": message}
    return FilterTester(
        _print(policy), _print(message.get("attributes", {})), _print(message.get("body", {})), scope
    )


def judged(policy: str, attributes: str, body: str, scope: str) -> View:
    """Judge a message by a policy, all as text; a text that cannot be read gives a kind word about where."""
    from course.cloud.filter_policy import FilterPolicyError, parse  # it loads the account's room

    try:
        _read("Filter policy", policy)
        decision = parse(policy, scope).decide(_typed(_read("Message attributes", attributes)), body)
    except FilterPolicyError as refused:
        return _refused("AWS would refuse this filter policy", f"{refused.code}: {refused}")
    except _UnreadableError as problem:
        return _refused(*problem.args)
    plain = plain_decision(decision)
    return figure(tree_html(plain), tree_text(plain), name="filter", sheets=("events",))


class _UnreadableError(ValueError):
    """A text area holds no JSON object."""

    def __init__(self, title: str, why: str) -> None:
        super().__init__(title, why)


def _read(title: str, text: str) -> dict[str, Any]:
    try:
        value = json.loads(text or "{}")
    except json.JSONDecodeError as problem:
        why = f"Look at line {problem.lineno}, column {problem.colno}: {problem.msg.lower()}."
        raise _UnreadableError(f"{title}: this is not JSON yet", why) from None
    if not isinstance(value, dict):
        why = f"An object in braces is expected here, but found {text.strip()[:60]}."
        raise _UnreadableError(f"{title}: not an object", why)
    return value


def _typed(attributes: dict[str, Any]) -> dict[str, Any]:
    """Give plain values the data type that a publisher would declare for them."""

    def typed(value: Any) -> Any:
        if isinstance(value, dict):
            return value
        if isinstance(value, str):
            return {"DataType": "String", "StringValue": value}
        kind = "Number" if isinstance(value, int | float) and not isinstance(value, bool) else "String.Array"
        return {"DataType": kind, "StringValue": json.dumps(value)}

    return {name: typed(value) for name, value in attributes.items()}


def _refused(title: str, why: str) -> View:
    body = f'<div class="course-note course-warn" role="status"><b>! {escape(title)}.</b><p>{escape(why)}</p></div>'
    return figure(body, f"! {title}. {why}", name="filter", sheets=("events",))


def _print(value: Any) -> str:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return str(value)
    return printed(value, 34)


def _area(title: str, text: str) -> Any:
    rows = min(14, max(5, text.count("\n") + 2))
    # The title is the area's own label, so that a screen reader says it; the column puts it above.
    layout = {"width": "auto", "flex_flow": "column", "align_items": "stretch"}
    area = ipywidgets.Textarea(
        text, description=title, rows=rows, layout=layout, style={"description_width": "initial"}
    )
    area.add_class("course-area")
    return area
