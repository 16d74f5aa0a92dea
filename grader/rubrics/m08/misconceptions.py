"""The misconceptions that more than one exercise of module 8 knows, in the same words everywhere."""

from collections.abc import Callable
from typing import Any

from grader.checks import Bench, Misconception

from .templates import plain_under_mark, unmarked

__all__ = ["envelope_kept", "mark_missing", "mark_on_a_fixed_value", "output_path_places", "result_replaces"]

Detector = Callable[[Bench], bool]
Templates = Callable[[Bench], list[Any]]


def mark_missing(templates: Templates) -> Misconception:
    """K08.1, read off the payload templates of an answer."""
    return Misconception(
        "K08.1",
        "`.$` missing",
        lambda bench: any(map(unmarked, templates(bench))),
        "A text that looks like a path or a function arrives as that text. What marks a key as computed?",
        about="a value that arrives as its own path",
    )


def mark_on_a_fixed_value(templates: Templates) -> Misconception:
    """K08.2, read off the payload templates of an answer."""
    return Misconception(
        "K08.2",
        "`.$` on a fixed value",
        lambda bench: any(map(plain_under_mark, templates(bench))),
        "This key promises a path, but the value is plain.",
        about="a key that ends in .$",
    )


def result_replaces(detect: Detector) -> Misconception:
    """K08.3."""
    return Misconception(
        "K08.3",
        "result replaces everything",
        detect,
        "Your result took the whole place. Where could it sit instead?",
        about="what becomes of a result",
    )


def output_path_places(detect: Detector) -> Misconception:
    """K08.4."""
    return Misconception(
        "K08.4",
        "OutputPath used to place a result",
        detect,
        "OutputPath chooses from what exists; another field decides where the result goes.",
        about="OutputPath",
    )


def envelope_kept(detect: Detector) -> Misconception:
    """K08.11."""
    return Misconception(
        "K08.11",
        "`Payload` left in, or its text body not parsed",
        detect,
        "You kept the envelope with the letter.",
        about="what stands around an answer, or a body that is still text",
    )
