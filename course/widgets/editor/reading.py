"""A definition as it stands in the editor: read, linted, and said so that a script can show it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from course.asl import Diagnostic, StateMachine, lint_machine, parse
from course.asl.machine import Type
from course.widgets.editor.places import owners
from course.widgets.editor.rules import rule_page
from course.widgets.words import count

__all__ = ["MOST", "SIGNS", "Reading", "one_line", "read"]

# More diagnostics are not listed at once: who has mended these sees the others.
MOST = 100

# Severity -> sign, word, tone.
SIGNS = {"ERROR": ("✗", "error", "bad"), "WARNING": ("!", "warning", "warn")}


@dataclass(frozen=True)
class Reading:
    """A text that was read: the machine it defines, and all that the linter says of it, in the order of the text."""

    machine: StateMachine
    diagnostics: list[Diagnostic]

    @property
    def is_readable(self) -> bool:
        """Tell whether there is a definition, however wrong, and not only a text."""
        return isinstance(self.machine.definition, dict)

    @property
    def errors(self) -> list[Diagnostic]:
        """What AWS would refuse."""
        return [each for each in self.diagnostics if each.severity == "ERROR"]

    @property
    def words(self) -> str:
        """How it stands, in one line."""
        found = Counter[str](each.severity for each in self.diagnostics)
        if not found:
            return "✓ AWS would take this definition; nothing to remark."
        said = ", ".join(
            f"{sign} {count(found[severity], word)}"
            for severity, (sign, word, _) in SIGNS.items()
            if found[severity]
        )
        end = "AWS would refuse it as it is." if found["ERROR"] else "AWS would take it, and it may hurt."
        return f"{said}. {end}"

    @property
    def more(self) -> str:
        """What is said of the diagnostics that are not listed."""
        left = len(self.diagnostics) - MOST
        return f"{count(left, 'more diagnostic')} below; these come first." if left > 0 else ""

    def report(self) -> dict[str, Any]:
        """Return what the script shows, JSON-ready."""
        return {
            "words": self.words,
            "readable": self.is_readable,
            "diagnostics": [_shown(each) for each in self.diagnostics[:MOST]],
            "more": self.more,
            "owners": owners(self.machine),
        }

    def pages(self) -> dict[str, str]:
        """Return the page of each rule that found something, by the rule's name."""
        return {each.rule: rule_page(each.rule) for each in self.diagnostics[:MOST]}


def read(text: str, type: Type) -> Reading:
    """Read and lint a text. Never raises."""
    machine = parse(text, type=type)
    return Reading(machine, lint_machine(machine))


def one_line(found: Diagnostic) -> str:
    """Return a diagnostic in one line, as static pages and terminals show it."""
    sign, word, _ = SIGNS[found.severity]
    remedy = f" {found.hint}" if found.hint else ""
    return f"{sign} {word}, line {found.line}, column {found.column}: {_sentence(found.message)}{remedy}"


def _shown(found: Diagnostic) -> dict[str, Any]:
    sign, word, tone = SIGNS[found.severity]
    return {
        "sign": sign,
        "word": word,
        "tone": tone,
        "line": found.line,
        "column": found.column,
        "message": _sentence(found.message),
        "hint": found.hint,
        "rule": found.rule,
    }


def _sentence(text: str) -> str:
    text = text.rstrip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
