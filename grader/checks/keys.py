"""What an exam's values and hidden rows are made from, in the place of a learner's id, which everybody knows."""

from dataclasses import dataclass

__all__ = ["NO_KEYS", "Keys"]


@dataclass(frozen=True)
class Keys:
    """A learner's keys in an exam, as texts; both are empty where there is no exam.

    `values` seeds the learner's variant and is theirs to have; `hidden` seeds the hidden rows, and only who grades has
    it. Neither tells the other, nor another learner's.
    """

    values: str = ""
    hidden: str = ""


NO_KEYS = Keys()
