"""What is said of an assignment that does not exist: the one that was most likely meant."""

from collections.abc import Collection
from difflib import get_close_matches

__all__ = ["no_such_assignment"]


def no_such_assignment(name: str, known: Collection[str]) -> str:
    """Return that none of the `known` assignments has this name, and the nearest: ``m05`` begins only one."""
    begun = [each for each in known if each.startswith(name)]
    near = begun if len(begun) == 1 else get_close_matches(name, known, 1)
    if near:
        return f"There is no assignment `{name}`. Did you mean `{near[0]}`?"
    return f"There is no assignment `{name}`; expected one of {', '.join(sorted(known))}."
