"""Why a message passes a filter policy, or stops at it: the decision as a tree."""

from collections.abc import Iterator
from html import escape
from typing import Any

from course.widgets.view import View, figure, kindly
from course.widgets.words import as_json

__all__ = ["filter_tree", "plain_decision", "tree_html", "tree_text"]

_GROUPS = {"any": "one of these has to hold ($or)", "all": "all of these together"}


@kindly("a decision, as FilterPolicy.decide() returns it")
def filter_tree(decision: Any) -> View:
    """Show a decision: for each field what was wanted, what was found, tick or cross, and the reason."""
    plain = plain_decision(decision)
    return figure(
        tree_html(plain),
        tree_text(plain),
        name="filter",
        sheets=("events",),
        label="Decision of the filter policy",
    )


def plain_decision(decision: Any) -> dict[str, Any]:
    """Return a decision as JSON data, whether it is a `Decision` or already plain."""
    plain = decision if isinstance(decision, dict) else decision.as_dict()
    if "matched" not in plain or "fields" not in plain:
        message = "it has no 'matched' and 'fields'"
        raise ValueError(message)
    return plain


def tree_text(decision: dict[str, Any]) -> str:
    """Return the decision in plain text: the verdict, then a line for each field, indented as the tree is."""
    lines = _walk(_root(decision), decision["fields"], 1)
    return "\n".join([_verdict(decision), *(f"{'  ' * depth}{words}" for depth, words in lines)])


def tree_html(decision: dict[str, Any]) -> str:
    """Return the decision as HTML: the verdict, then a nested list with a row for each field."""
    tone = "good" if decision["matched"] else "bad"
    root = _root(decision)
    rows = "".join(_row(child, decision["fields"]) for child in root["children"])
    return (
        f'<p class="course-note course-{tone}" role="status"><b>{escape(_verdict(decision))}</b></p>'
        f'<ul class="course-tree">{rows}</ul>'
    )


def _verdict(decision: dict[str, Any]) -> str:
    word = "✓ The message passes" if decision["matched"] else "✗ The message is filtered out"
    reason = str(decision.get("reason") or "")
    return (
        f"{word[:1]} {reason}" if reason.lower().startswith("the message") else f"{word}. {reason}".rstrip()
    )


def _root(decision: dict[str, Any]) -> dict[str, Any]:
    """Return the tree; a decision without one is a list of fields that must all hold."""
    flat = [
        {"kind": "field", "field": at, "matched": f["matched"]} for at, f in enumerate(decision["fields"])
    ]
    root = decision.get("tree") or {"kind": "all", "matched": decision["matched"], "children": flat}
    return {**root, "children": [root]} if root["kind"] != "all" else root


def _walk(branch: dict[str, Any], fields: list[dict[str, Any]], depth: int) -> Iterator[tuple[int, str]]:
    for child in branch["children"]:
        sign = "✓" if child["matched"] else "✗"
        if child["kind"] == "field":
            field = fields[child["field"]]
            wanted = as_json(field["wanted"])
            yield (
                depth,
                f"{sign} {field['path']}: wanted {wanted}, found {_found(field)}. {field['reason']}",
            )
        else:
            yield depth, f"{sign} {_GROUPS.get(child['kind'], child['kind'])}"
            yield from _walk(child, fields, depth + 1)


def _row(branch: dict[str, Any], fields: list[dict[str, Any]]) -> str:
    good = branch["matched"]
    word = f'<b class="course-{"good" if good else "bad"}">{"✓ holds" if good else "✗ fails"}</b>'
    if branch["kind"] != "field":
        inner = "".join(_row(child, fields) for child in branch["children"])
        group = escape(_GROUPS.get(branch["kind"], branch["kind"]))
        return f'<li>{word}<div><i>{group}</i><ul class="course-tree">{inner}</ul></div></li>'
    field = fields[branch["field"]]
    declared = f" ({escape(field['declared'])})" if field.get("declared") else ""
    return (
        f"<li>{word}<div><code><b>{escape(str(field['path']))}</b></code>: wanted "
        f"<code>{escape(as_json(field['wanted']))}</code>, found <code>{escape(_found(field))}</code>{declared}"
        f"<br>{escape(str(field['reason']))}</div></li>"
    )


def _found(field: dict[str, Any]) -> str:
    return as_json(field["found"]) if field.get("present", True) else "nothing"
