"""Puts another learner's values into an answer, so that it becomes the same answer to that learner's task.

Stored answers and reference solutions hold the author's values as a learner's would hold theirs: as numbers and texts in
the code. Tokens are replaced, not text, so that comments and names stay what they are.
"""

import io
import json
import re
import tokenize
from collections.abc import Iterator, Mapping
from typing import Any

from grader.checks import Exercise

__all__ = ["AUTHOR", "ValuesError", "for_learner", "leaves", "replaced"]

# For whom every rubric's stored answers and reference solution are written.
AUTHOR = "author"

SHORTEST_TEXT = 3


class ValuesError(ValueError):
    """The author's variant has the same value twice, so that nobody could tell which one an answer means."""


def for_learner(source: str, exercise: Exercise, learner_id: str, key: str = "") -> str:
    """Return `source`, written for the author, as `learner_id` would have written it, in an exam with their `key`.

    Raises `ValuesError`.
    """
    ours = exercise.values(AUTHOR)
    theirs = exercise.values(learner_id, key)
    return replaced(source, ours, theirs)


def replaced(source: str, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> str:
    """Return `source` with each value of `ours` that stands in its numbers and texts replaced by that of `theirs`.

    Within a text a value counts where it stands as a word: ``river-71`` in ``"river-71-payments"`` and ``"$.river-71"``.
    True, False, None and texts of less than three characters are left alone.
    """
    pairs = _pairs(ours, theirs)
    if not pairs:
        return source
    words = "|".join(map(_word, sorted(pairs, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    lines = source.splitlines(keepends=True)
    tokens = [each for each in tokenize.generate_tokens(io.StringIO(source).readline) if _holds_values(each)]
    for token in reversed(tokens):
        (first, begin), (last, end) = token.start, token.end
        new = pattern.sub(lambda found: pairs[found.group()], token.string)
        lines[first - 1 : last] = [f"{lines[first - 1][:begin]}{new}{lines[last - 1][end:]}"]
    return "".join(lines)


def _word(value: str) -> str:
    # What follows a point is a step of a path, ``$.river-71``, but the second half of a number.
    return re.escape(value) if value[0].isalpha() else rf"(?<!\.){re.escape(value)}"


def _holds_values(token: tokenize.TokenInfo) -> bool:
    return tokenize.tok_name[token.type] in ("NUMBER", "STRING", "FSTRING_MIDDLE")


def _pairs(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    other = dict(leaves(theirs))
    for path, value in leaves(ours):
        new = other.get(path, value)
        if pairs.setdefault(value, new) != new:
            raise ValuesError(
                f"the author's variant holds {value} twice, once as {path}; expected different values. Let the variant "
                "choose them from ranges that do not meet."
            )
    return pairs


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path and the written form of each number and text inside a variant."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, f"{path}/{key}")
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from leaves(item, f"{path}/{number}")
    elif isinstance(value, str):
        if len(value) >= SHORTEST_TEXT:
            yield path, value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, json.dumps(value)
