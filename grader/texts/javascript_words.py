"""What learners read of a widget's script, changed: the script does the same, and says it in other words."""

import json
import re
from collections.abc import Callable

from .error import TextsError
from .javascript_places import Verdict, literals
from .javascript_tokens import Token, template_parts, tokens_of

__all__ = ["reworded_javascript"]

Change = Callable[[str, int], str]

_WORD = re.compile(r"[^\W\d_]{2}")
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


def reworded_javascript(text: str, change: Change) -> str:
    """Return a script with each text changed by ``change(words, its line from 1)``.

    The words of a template literal hold its ``${expressions}`` as they are; what comes back has the same ones, in any order.
    Raises TextsError where it has not, and for a script that cannot be read.
    """
    return _reworded(text, 1, change)


def _reworded(text: str, line: int, change: Change) -> str:
    done, at = [], 0
    for token, verdict in literals(tokens_of(text)):
        where = line + text.count("\n", 0, token.start)
        done += [text[at : token.start], _changed(token, where, change, verdict)]
        at = token.end
    return "".join([*done, text[at:]])


def _changed(token: Token, line: int, change: Change, verdict: Verdict) -> str:
    """Return a literal as it stands in the changed script."""
    quoted = token.kind == "string"
    parts = [token.text[1:-1]] if quoted else template_parts(token.text)
    texts, kept = [_ESCAPE.sub(_character, each) for each in parts[::2]], parts[1::2]
    if verdict == "code":
        return token.text
    if _is_sentence(texts) or (verdict == "shown" and any(map(_WORD.search, texts))):
        words = _joined(texts, kept)
        said = change(words, line)
        if said == words:
            return token.text
        return json.dumps(said, ensure_ascii=False) if quoted else f"`{_written(said, line, words, kept)}`"
    # No words of its own; but what it puts together may have some.
    inner = [f"${{{_reworded(each[2:-1], line, change)}}}" for each in kept]
    return token.text[0] + _joined(parts[::2], inner) + token.text[-1]


def _is_sentence(texts: list[str]) -> bool:
    """Tell whether it looks like words for people: two or more with spaces between them, and no class of ours."""
    whole = "…".join(texts)
    return bool(re.search(r"\S\s+\S", whole) and _WORD.search(whole)) and "course-" not in whole


def _joined(texts: list[str], between: list[str]) -> str:
    return texts[0] + "".join(part + text for part, text in zip(between, texts[1:], strict=True))


def _character(found: re.Match[str]) -> str:
    escape = found[1]
    return chr(int(escape[1:].strip("{}"), 16)) if len(escape) > 1 else _ESCAPED.get(escape, escape)


def _written(said: str, line: int, words: str, kept: list[str]) -> str:
    """Return a translation as the inside of a template literal. Raise TextsError where its expressions are others."""
    longest_first = sorted(set(kept), key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, longest_first))})", said) if kept else [said]
    found = pieces[1::2] + [each for text in pieces[::2] for each in re.findall(r"\$\{[^}]*\}?", text)]
    if sorted(found) != sorted(kept):
        raise TextsError(
            f"line {line}: found {' '.join(found) or 'nothing in braces'} in the translation; expected "
            f"{' '.join(kept) or 'nothing in braces'}, as in “{words}”. Copy what stands in braces from the original, each as "
            "often as it stands there; their order is yours."
        )
    escaped = [each.replace("\\", "\\\\").replace("`", "\\`").replace("\n", "\\n") for each in pieces[::2]]
    return _joined(escaped, pieces[1::2])
