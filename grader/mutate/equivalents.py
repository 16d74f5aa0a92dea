"""Mutants that are as right as the answer they were made of: written down with the reason, so that nobody asks twice.

``tests/mutants/<module>/<exercise>.toml`` has an ``[[equivalent]]`` for each: its operator, where, and diff, as they are
listed, and the reason in a sentence. Without `diff` all that the operator makes there is meant, and a `where` that ends in
``*`` means every place that begins so: a number that the task leaves to the learner, say.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader import rubrics
from grader.verify import Course, VerifyError

from .mutant import Mutant, words_of

__all__ = ["Equivalent", "equivalents", "stale"]

_KEYS = {"operator", "where", "reason"}


@dataclass(frozen=True)
class Equivalent:
    """What one record says, and the file it stands in."""

    place: str
    operator: str
    where: str
    reason: str
    diff: str = ""

    def is_about(self, mutant: Mutant) -> bool:
        """Tell whether a mutant is one that it describes."""
        begins = self.where.endswith("*") and mutant.where.startswith(self.where[:-1])
        return (
            self.operator == mutant.operator
            and (begins or self.where == mutant.where)
            and (not self.diff or words_of(self.diff) == words_of(mutant.diff))
        )


def equivalents(course: Course, exercise: str) -> list[Equivalent]:
    """Return the records of an exercise; there may be none. Raises `VerifyError` for a file that is not as it should be."""
    module, stem = exercise.partition(".")[0], rubrics.stem(exercise, package=course.package)
    path = course.root / "tests" / "mutants" / module / f"{stem}.toml"
    place = path.relative_to(course.root).as_posix()
    if not path.exists():
        return []
    try:
        records = tomllib.loads(path.read_text(encoding="utf-8"))["equivalent"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise VerifyError(
            f"{place}: found {error}; expected records [[equivalent]] in TOML. Mend the file."
        ) from error
    return [_record(place, number, record) for number, record in enumerate(records, start=1)]


def stale(records: Sequence[Equivalent], made: Sequence[Mutant], lost: Sequence[Mutant]) -> Iterator[str]:
    """Say of each record that is no longer needed that it is not: no mutant `made` is like it, or all such are `lost`."""
    for each in records:
        about = [mutant for mutant in made if each.is_about(mutant)]
        what = f"{each.operator} at {each.where}"
        if not about:
            yield f"{each.place}: found a record of {what}, and no mutant like it. Remove or renew it."
        elif all(mutant in lost for mutant in about):
            yield f"{each.place}: found a record of {what}, which loses points by now. Remove it."


def _record(place: str, number: int, record: dict[str, str]) -> Equivalent:
    if set(record) - {"diff"} != _KEYS or not all(
        isinstance(each, str) and each.strip() for each in record.values()
    ):
        raise VerifyError(
            f"{place}, record {number}: found the keys {', '.join(record)}; expected a text for each of "
            f"{', '.join(sorted(_KEYS))}, and perhaps diff. Copy them from what `grader mutate` lists, and say why."
        )
    return Equivalent(place, **record)
