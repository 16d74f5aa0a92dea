"""Which variables there are where: an execution's scopes as a tree, each state with what it saw when it began."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from course.asl import Execution
from course.widgets.data_flow.scopes import Entry, Scope, scopes_of
from course.widgets.data_flow.visits import execution_of
from course.widgets.view import View, figure, kindly
from course.widgets.words import as_json, clip, count

__all__ = ["scope_tree"]

LEGEND = "Each state sees the variables as they were when it began. ↑ from the scope around it; + set by the state, for those after it."
# As many visits as one looks at, and as much of a value.
MOST, LONGEST = 120, 40


@kindly("an execution that ran, or its ARN in the running account: scope_tree(execution_arn)")
def scope_tree(execution: Execution | str) -> View:
    """Show the variables of an execution by scope: the machine's, each branch's, each item's."""
    found = execution_of(execution)
    top = scopes_of(found)
    shown = _shortened(top, MOST)
    left = len(found.visits) - MOST
    more = f"{count(left, 'visit')} more are not shown." if left > 0 else ""
    note = f'<p class="course-muted">{more}</p>' if more else ""
    html = f'<p class="course-muted">{LEGEND}</p>{_scope(shown)}{note}'
    text = "\n".join([f"Variables by scope. {LEGEND}", *_lines(shown, ""), *([more] if more else [])])
    return figure(html, text, name="scopes", sheets=("data_flow",), label="Variables by scope")


def _shortened(scope: Scope, most: int) -> Scope:
    """Return the scope with its first visits alone."""
    left = most

    def cut(scope: Scope) -> Scope:
        nonlocal left
        entries = []
        for entry in scope.entries:
            if not left:
                break
            left -= 1
            inside = [each for each in map(cut, entry.inside) if each.entries]
            entries.append(Entry(entry.name, entry.type, entry.reads, entry.own, entry.sets, inside))
        return Scope(scope.title, entries)

    return cut(scope)


def _scope(scope: Scope) -> str:
    rows = "".join(f"<li>{_entry(entry)}</li>" for entry in scope.entries)
    return f'<section class="course-scope"><h4>{escape(scope.title)}</h4><ol>{rows}</ol></section>'


def _entry(entry: Entry) -> str:
    reads = "".join(f"<li>{escape(said)}</li>" for said in _reads(entry)) or "<li>no variables</li>"
    sets = "".join(f'<li class="course-set">{escape(said)}</li>' for said in _sets(entry))
    inside = "".join(_scope(scope) for scope in entry.inside)
    return f"<b>{escape(entry.name)}</b> sees <ul>{reads}{sets}</ul>{inside}"


def _reads(entry: Entry) -> Iterator[str]:
    for name, value in entry.reads.items():
        yield f"{'' if name in entry.own else '↑ '}${name} = {_short(value)}"


def _sets(entry: Entry) -> Iterator[str]:
    yield from (f"+ ${name} = {_short(value)}" for name, value in entry.sets.items())


def _lines(scope: Scope, indent: str) -> Iterator[str]:
    yield f"{indent}{scope.title}:"
    for entry in scope.entries:
        sees = ", ".join(_reads(entry)) or "no variables"
        sets = f"; sets {', '.join(_sets(entry))}" if entry.sets else ""
        yield f"{indent}- {entry.name} sees {sees}{sets}"
        for inner in entry.inside:
            yield from _lines(inner, f"{indent}    ")


def _short(value: Any) -> str:
    return clip(as_json(value), LONGEST) if isinstance(value, Mapping | list | str) else as_json(value)
