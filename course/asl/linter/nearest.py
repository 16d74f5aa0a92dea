"""The name that was most likely meant."""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["Names"]

# More are not searched for likeness, nor more often, so that a definition full of wrong names is judged at once.
_SEARCHED = 200
_SEARCHES = 20
_LIKENESS = 0.7
_FEW = 10


class Names:
    """Names that exist, to find the one that a wrong name stands for."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)
        self._searches = 0
        self._folded = {_folded(name): name for name in reversed(self._names)}

    def nearest(self, name: str) -> str | None:
        """Return the name that differs in capitals, blanks and signs alone, else the most alike, else None."""
        if same := self._folded.get(_folded(name)):
            return same
        self._searches += 1
        if self._searches > _SEARCHES:
            return None
        found = get_close_matches(name[:100], self._names[:_SEARCHED], 1, _LIKENESS)
        return found[0] if found else None

    def hint(self, name: str, are: str = "There are") -> str:
        """Return a sentence that names the nearest, or all that there `are` if they are few, or nothing."""
        if near := self.nearest(name):
            return f'Did you mean "{near}"?'
        if 0 < len(self._names) <= _FEW:
            return f"{are}: {', '.join(self._names)}."
        return ""


def _folded(name: str) -> str:
    return "".join(character for character in name if character.isalnum()).casefold()
