"""How complex the wildcards of a field are: the most of their beginnings that one text can fit at a time.

``*a`` has the beginnings "", ``*`` and ``*a``; the more of them a reader has to keep in mind at once, the dearer the
pattern. AWS refuses what is too complex and does not say where it draws the line (see the fact).
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching-complexity
"""

from collections.abc import Iterable

from course.facts import value

__all__ = ["too_complex"]

_STAR = ""  # stands for a star among the characters
_QUOTE = '"'  # every text is read with its quotes

_Beginning = tuple[int, int]  # which pattern, how many of its tokens


def too_complex(patterns: Iterable[str]) -> bool:
    """Tell whether AWS would find these wildcard patterns of one field too complex together."""
    tokens = [_tokens(pattern) for pattern in patterns]
    most = value("events.pattern.wildcard")
    letters = {token for each in tokens for token in each} - {_STAR}
    begin = frozenset((index, 0) for index in range(len(tokens)))
    seen, rest = {begin}, [begin]
    while rest:
        active = rest.pop()
        for letter in (*letters, None):  # None: any letter that no pattern names
            following = _after(tokens, active, letter)
            if len(following) > most:
                return True
            if following and following not in seen:
                seen.add(following)
                rest.append(following)
    return False


def _tokens(pattern: str) -> list[str]:
    tokens, escaped = [_QUOTE], False
    for character in pattern:
        if character == "\\" and not escaped:
            escaped = True
            continue
        tokens.append(_STAR if character == "*" and not escaped else character)
        escaped = False
    return [*tokens, _QUOTE]


def _after(
    tokens: list[list[str]], active: frozenset[_Beginning], letter: str | None
) -> frozenset[_Beginning]:
    """Return the beginnings that still fit once a letter was read."""
    found = set()
    for index, place in active:
        pattern = tokens[index]
        if place and pattern[place - 1] == _STAR:
            found.add((index, place))
        if place < len(pattern) and letter is not None and pattern[place] == letter:
            found.add((index, place + 1))
    # A star fits the empty text, too.
    starred = {
        (index, place + 1)
        for index, place in found
        if place < len(tokens[index]) and tokens[index][place] == _STAR
    }
    return frozenset(found | starred)
