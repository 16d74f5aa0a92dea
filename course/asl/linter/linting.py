"""The linter: all rules over one definition."""

from collections.abc import Iterator

from course.asl.json_text import size
from course.asl.machine import StateMachine, Type, parse

from .advice import ADVICE
from .definition import Definition, Finding, Rule
from .diagnostic import Diagnostic, Severity
from .location import aws_location, pointer
from .refusals import PLACELESS, REFUSALS, code
from .repeated_key import repeated_key

__all__ = ["WARNINGS", "code_of", "lint", "lint_machine"]

# Rule by name; AWS accepts what they find.
WARNINGS: dict[str, Rule] = {"repeated-key": repeated_key, **ADVICE}


def lint(text: str, *, type: Type = "STANDARD", placeholders: bool = True) -> list[Diagnostic]:
    """Return all there is to say of a definition in JSON or YAML, in the order of the text. Never raises.

    `placeholders`: whether `${Name}` may stand for a Resource, as in a template.
    """
    return lint_machine(parse(text, type=type), placeholders=placeholders)


def lint_machine(machine: StateMachine, *, placeholders: bool = True) -> list[Diagnostic]:
    """Return all there is to say of a state machine that was parsed already, in the order of its text.

    A text may be part of a template, and then has placeholders; what AWS is given has none.
    """
    definition = Definition(
        machine.definition, machine.type, machine.problems, size(machine.text), placeholders
    )
    found = [
        *_run(REFUSALS, "ERROR", machine, definition),
        *_run(WARNINGS, "WARNING", machine, definition),
    ]
    return sorted(found, key=lambda one: (one.line, one.column, one.severity, one.rule, one.message))


def code_of(rule: str, severity: Severity) -> str:
    """Return the code of what a rule finds: AWS's, or the rule's own name in capitals."""
    return code(rule) if severity == "ERROR" else rule.replace("-", "_").upper()


def _run(
    rules: dict[str, Rule], severity: Severity, machine: StateMachine, definition: Definition
) -> Iterator[Diagnostic]:
    for name, rule in rules.items():
        for finding in rule(definition):
            yield _diagnostic(name, severity, finding, machine)


def _diagnostic(rule: str, severity: Severity, finding: Finding, machine: StateMachine) -> Diagnostic:
    place = finding.place or machine.place(finding.path, key=finding.on_key)
    reported = finding.path if finding.around is None else finding.around
    return Diagnostic(
        severity=severity,
        code=code_of(rule, severity),
        message=finding.message,
        location=pointer(finding.path),
        line=place.line,
        column=place.column,
        hint=finding.hint,
        rule=rule,
        reported_at="" if rule in PLACELESS else aws_location(reported),
    )
