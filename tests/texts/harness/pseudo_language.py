"""A language made by a function: every vowel outside of code has an accent, and whatever has none was overlooked."""

import re

__all__ = ["accented", "left_in_english"]

# What a translator leaves as it is: code, addresses, tags, names of values.
KEPT = re.compile(r"(`[^`]*`|\]\([^)]*\)|<[^>]*>|https?://\S+|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})")
ACCENTS = str.maketrans("aeiouAEIOU", "àéîöüÀÉÎÖÜ")


def accented(text):
    """Return the text as it would be in another language."""
    return "".join(part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in KEPT.split(text))


def left_in_english(text):
    """Return the words of a text that have a plain vowel, outside of what is kept."""
    words = [
        word
        for part in KEPT.split(text)
        if not KEPT.fullmatch(part)
        for word in re.findall(r"[^\W\d_]{2,}", part)
    ]
    return [word for word in words if re.search("[aeiouAEIOU]", word)]
