"""Answers that are kept in tests/answers: whole ones, and for long exercises those that tell what is other than in the reference."""

__all__ = ["ON_TOP", "whole"]

ON_TOP = "# The reference, but"


def whole(text: str, reference: str) -> str:
    """Return a stored answer as it would be handed in.

    One that begins with `ON_TOP` stands below the reference solution, and defines anew what differs in it.
    """
    return f"{reference}\n\n\n{text}" if text.startswith(ON_TOP) else text
