"""Diagnostics in the words and the form of AWS's API."""

from collections.abc import Iterable

from .diagnostic import Diagnostic

__all__ = ["answer", "refusal"]


def answer(diagnostics: Iterable[Diagnostic]) -> list[dict[str, str]]:
    """Return the errors as ValidateStateMachineDefinition lists them: severity, code, message, and any location.

    Two that AWS would not tell apart are one: it names the object where we name each field. What has no place
    comes last.
    """
    found = {
        (one.code, one.message, one.reported_at): {
            "severity": one.severity,
            "code": one.code,
            "message": one.message,
            **({"location": one.reported_at} if one.reported_at else {}),
        }
        for one in sorted(diagnostics, key=lambda one: not one.reported_at)
        if one.severity == "ERROR"
    }
    return list(found.values())


def refusal(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the message with which CreateStateMachine refuses a definition; empty if there is no error."""
    said = [
        f"{one['code']}: {one['message']} at {one.get('location', 'null')}" for one in answer(diagnostics)
    ]
    return f"Invalid State Machine Definition: '{', '.join(said)}'" if said else ""
