"""What the documentation says of a rule of the linter, to be read beside what the rule found."""

from functools import cache
from html import escape

from course.asl.linter.linting import WARNINGS
from course.asl.linter.pages import HEADINGS, read_docstring
from course.asl.linter.refusals import REFUSALS
from course.widgets.prose import inline, prose

__all__ = ["rule_page"]

_RULES = {**WARNINGS, **REFUSALS}


@cache
def rule_page(name: str) -> str:
    """Return a rule's page as HTML: what it finds, why it matters, an example, the remedy. Raises KeyError."""
    documented = read_docstring(_RULES[name])
    parts = [f"<p><b>{escape(name)}</b>: {inline(documented.summary)}</p>"]
    for heading in HEADINGS:
        if text := documented.sections.get(heading, ""):
            body = f"<pre>{escape(text)}</pre>" if heading == "Example" else prose(text)
            parts.append(f"<h4>{heading}</h4>{body}")
    return "".join(parts)
