"""Patterns of the policy language: ``*`` is any text, ``?`` one character, ``${key}`` what the request has there.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase

__all__ = ["Context", "arn_like", "filled", "like", "plain"]

Context = Mapping[str, str | tuple[str, ...]]
"""What is known of a request: key in lower case -> its value, or values where the key holds several."""

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_DEFAULT = re.compile(r"\s*([^,]+?)\s*(?:,\s*'([^']*)'\s*)?")


def like(pattern: str, text: str) -> bool:
    """Tell whether a text fits a pattern."""
    return fnmatchcase(text, pattern.replace("[", "[[]").replace(_STAR, "[*]").replace(_MARK, "[?]"))


def arn_like(pattern: str, arn: str) -> bool:
    """Tell whether an ARN fits a pattern part by part; only in the last of its six parts may ``*`` span a colon."""
    if pattern == "*":
        return True
    ours, theirs = pattern.split(":", 5), arn.split(":", 5)
    return len(ours) == len(theirs) and all(map(like, ours, theirs))


# What a variable stands for is never a wildcard itself; these two stand for it until the pattern is compared.
_STAR, _MARK = "\ue000", "\ue001"
_LITERAL = {"*": _STAR, "?": _MARK, "$": "$"}


def filled(text: str, context: Context) -> str | None:
    """Return a pattern with its variables filled in; None where the request lacks one of them."""
    if "${" not in text:
        return text
    lacking = False

    def value(found: re.Match[str]) -> str:
        nonlocal lacking
        inside = found[1]
        if inside in _LITERAL:
            return _LITERAL[inside]
        parts = _DEFAULT.fullmatch(inside)
        known = context.get(parts[1].lower()) if parts else None
        if not isinstance(known, str):
            known = parts[2] if parts else None
        lacking = lacking or known is None
        return (known or "").replace("*", _STAR).replace("?", _MARK)

    result = _VARIABLE.sub(value, text)
    return None if lacking else result


def plain(text: str) -> str:
    """Return a filled text as it is compared without wildcards."""
    return text.replace(_STAR, "*").replace(_MARK, "?")
