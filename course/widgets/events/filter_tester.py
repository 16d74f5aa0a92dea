"""A filter policy, a message, and the verdict while you type."""

import json
from html import escape
from typing import TYPE_CHECKING, Any

import traitlets

from course.asl.text import read
from course.widgets.events.filters import plain_decision, tree_html, tree_text
from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure, kindly
from course.widgets.words import printed

if TYPE_CHECKING:
    from course.cloud.filter_policy.decision import Decision

__all__ = ["FilterTester", "filter_tester", "judged"]

SCOPES = ("MessageAttributes", "MessageBody")
LONGEST = 300_000  # characters of a text that are read
_TITLES = {"policy": "Filter policy", "attributes": "Message attributes", "body": "Message body"}


class FilterTester(LiveWidget):
    """Three texts and the scope, from the browser; `scene` is the verdict on them, and the lines that decide."""

    _esm = script("events/marked_editor.js", "events/filter_tester.js")
    _css = stylesheet("documents", "events")
    policy = traitlets.Unicode(help="the filter policy, as text").tag(sync=True)
    attributes = traitlets.Unicode(help="the message's attributes, as text").tag(sync=True)
    body = traitlets.Unicode(help="the message's body").tag(sync=True)
    scope = traitlets.Unicode(SCOPES[0], help="what the policy reads").tag(sync=True)
    scopes: Any = traitlets.List(list(SCOPES), help="what a policy may read").tag(sync=True)
    scene = traitlets.Dict(help="the verdict as HTML and in words, and marks by line for each text").tag(
        sync=True
    )

    def __init__(self, policy: str, attributes: str, body: str, scope: str) -> None:
        super().__init__(policy=policy, attributes=attributes, body=body, scope=scope)
        self._judge()
        self.observe(self._judge, [*_TITLES, "scope"])

    def still(self) -> View:
        """Return what the areas hold now, and the verdict."""
        areas = {title: getattr(self, name) for name, title in _TITLES.items()}
        columns = "".join(
            f"<section><h4>{title}</h4><pre>{escape(text)}</pre></section>" for title, text in areas.items()
        )
        scope = self._asked()[-1]
        verdict = judged(*self._asked())
        shown = f'<div class="course-columns">{columns}</div><p>The policy reads <b>{scope}</b>.</p>'
        said = [f"{title}: {text}" for title, text in areas.items()]
        text = "\n".join(["Filter tester", *said, f"The policy reads {scope}.", verdict.text])
        return figure(
            shown + verdict.html, text, name="tester", sheets=("documents", "events"), label="Filter tester"
        )

    def _judge(self, _: Any = None) -> None:
        html, words, decision = _verdict(*self._asked())
        self.scene = {"html": html, "says": words.partition("\n")[0], "lines": self._lines(decision)}

    def _asked(self) -> tuple[str, str, str, str]:
        """Return the texts and the scope; one that there is not counts as the first."""
        scope = self.scope if self.scope in SCOPES else SCOPES[0]
        return self.policy[:LONGEST], self.attributes[:LONGEST], self.body[:LONGEST], scope

    def _lines(self, decision: "Decision | None") -> dict[str, dict[str, str]]:
        """Return for each text which lines hold or stop the message."""
        if decision is None:
            return {}
        from course.widgets.events.field_lines import lines_of_event, lines_of_pattern

        policy, attributes, body, scope = self._asked()
        message = ("attributes", attributes) if scope == "MessageAttributes" else ("body", body)
        found = {
            "policy": lines_of_pattern(read(policy or "{}"), decision),
            message[0]: lines_of_event(read(message[1] or "{}"), decision),
        }
        return {name: {str(line): tone for line, tone in marks.items()} for name, marks in found.items()}


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
    html, words, _ = _verdict(policy, attributes, body, scope)
    return figure(html, words, name="filter", sheets=("events",))


def _verdict(policy: str, attributes: str, body: str, scope: str) -> "tuple[str, str, Decision | None]":
    """Return the verdict as HTML and in words, and the decision where there could be one."""
    from course.cloud.filter_policy import FilterPolicyError, parse  # it loads the account's room

    try:
        _read(_TITLES["policy"], policy)
        decision = parse(policy, scope).decide(_typed(_read(_TITLES["attributes"], attributes)), body)
    except FilterPolicyError as refused:
        return *_refused("AWS would refuse this filter policy", f"{refused.code}: {refused}"), None
    except _UnreadableError as problem:
        return *_refused(*problem.args), None
    plain = plain_decision(decision)
    return tree_html(plain), tree_text(plain), decision


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


def _refused(title: str, why: str) -> tuple[str, str]:
    html = f'<div class="course-note course-warn"><b>! {escape(title)}.</b><p>{escape(why)}</p></div>'
    return html, f"! {title}. {why}"


def _print(value: Any) -> str:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return str(value)
    return printed(value, 30)
