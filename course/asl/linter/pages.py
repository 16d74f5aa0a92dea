"""The documentation of the rules, made from their docstrings: `python -m course.asl.linter.pages [--check]`."""

import inspect
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .definition import Rule
from .diagnostic import Severity
from .linting import WARNINGS, code_of
from .refusals import REFUSALS

__all__ = ["HEADINGS", "PAGE", "Documentation", "main", "page", "read_docstring"]

HEADINGS = ("What it finds", "Why it matters", "Example", "Remedy")
PAGE = Path(__file__).resolve().parents[3] / "docs" / "lint_rules.md"

_SENTENCE_END = re.compile(r"(?<=[a-z0-9`)}\]\"'][.?!]) (?=[A-Z`\"$])")
_BEGINNING = """\
# The rules of the linter

This page is generated from the docstrings in `course/asl/linter/` by `python -m course.asl.linter.pages`; do not edit it.

An ERROR is what AWS refuses when a state machine is created, with AWS's code; a WARNING is what AWS accepts and what will hurt when it runs.
`course.asl.lint(text)` finds both, for an Express workflow with `type="EXPRESS"`; `course.asl.linter.explain` prints what was found.

Words used here:

- A *group* is a StartAt with its States: the whole state machine, a branch of a Parallel state, the ItemProcessor of a Map state.
- A *retrier* is one entry of Retry, a *catcher* one of Catch, a *choice rule* one of Choices.
- A *template* is a document that is filled in when the state runs: Parameters, ResultSelector, ItemSelector, Assign, Arguments, Output.
- A *path* is JSONPath (`$.order.id`), an *expression* is JSONata (`{% $states.input.order.id %}`); the QueryLanguage says which of the two a state speaks.
- The *context object* (`$$`, `$states.context`) is what Step Functions itself knows of the execution: its name, the task token, the item of a Map.
"""
_KINDS: dict[Severity, tuple[str, dict[str, Rule]]] = {
    "ERROR": ("## What AWS refuses", REFUSALS),
    "WARNING": ("## What will hurt", WARNINGS),
}


@dataclass(frozen=True)
class Documentation:
    """A rule's docstring, taken apart: its first line, and the text below each heading."""

    summary: str
    sections: dict[str, str]


def page() -> str:
    """Return the whole page."""
    parts = [_BEGINNING]
    for severity, (heading, rules) in _KINDS.items():
        parts += [heading, _contents(rules)]
        parts += [_section(name, severity, rules[name]) for name in sorted(rules)]
    return "\n".join(parts)


def read_docstring(rule: Rule) -> Documentation:
    """Return what a rule's docstring says. A heading stands on a line of its own, and what belongs to it is indented."""
    summary, _, rest = inspect.cleandoc(rule.__doc__ or "").partition("\n")
    sections: dict[str, list[str]] = {}
    below: list[str] = []
    for line in rest.splitlines():
        if line in HEADINGS:
            below = sections.setdefault(line, [])
        else:
            below.append(line)
    return Documentation(
        summary, {heading: inspect.cleandoc("\n".join(lines)) for heading, lines in sections.items()}
    )


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` say whether it is fresh. Returns the exit code."""
    made = page()
    if "--check" not in arguments:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(made, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == made:
        return 0
    sys.stdout.write(f"{PAGE.name} is not what the rules say; run python -m course.asl.linter.pages\n")
    return 1


def _contents(rules: dict[str, Rule]) -> str:
    rows = [f"| [{name}](#{name}) | {read_docstring(rules[name]).summary} |" for name in sorted(rules)]
    return "\n".join(["", "| Rule | In short |", "| --- | --- |", *rows, ""])


def _section(name: str, severity: Severity, rule: Rule) -> str:
    documentation = read_docstring(rule)
    lines = [f"### {name}", "", f"{severity} `{code_of(name, severity)}`: {documentation.summary}", ""]
    for heading in HEADINGS:
        lines += [f"**{heading}**", "", *_body(heading, documentation.sections.get(heading, "")), ""]
    return "\n".join(lines)


def _body(heading: str, text: str) -> Iterator[str]:
    if heading == "Example":
        yield from ("```json", text, "```")
        return
    for index, paragraph in enumerate(text.split("\n\n")):
        if index:
            yield ""
        yield from _SENTENCE_END.split(" ".join(paragraph.split()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
