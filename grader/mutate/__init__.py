"""Makes mistakes in right answers, and asks of each whether it costs points: what a rubric overlooks becomes visible.

- `source`: an answer's code; `values`: the data in it, each a `value`, also in the `documents` that are texts in it
- `change`: one small change; `operators`: the mistakes
- `mutant`: the mutants of an answer; `examination`: what they earn, each for a limited time
- `equivalents`: the mutants that are right answers, too; `tally`: the figures of an exercise
"""

import random
from collections.abc import Iterator

from grader import rubrics
from grader.verify import Course, Material, VerifyError, material

from .equivalents import Equivalent, equivalents, stale
from .examination import LEAST_SECONDS, Examined, Origin, examined, timed
from .mutant import Mutant, mutants
from .tally import Tally, tallies

__all__ = ["Examined", "Mutant", "Origin", "Tally", "chosen", "mutants", "mutated", "needless", "tallies"]


def chosen(course: Course, wanted: list[str]) -> list[str]:
    """Return the exercises of the wanted modules and exercises (``m05``, ``m05.e1``), all if none is named.

    Raises `VerifyError` for one that there is not.
    """
    known = rubrics.ids(package=course.package)
    found: list[str] = []
    for name in wanted or [""]:
        if name in known:
            found.append(name)
        else:
            modules = course.modules([name] if name else [])
            if "." in name:
                here = ", ".join(each for each in known if each.startswith(modules[0]))
                raise VerifyError(f"found no exercise {name!r}; expected one of {here}. Name one of these.")
            found += [each for each in known if each.partition(".")[0] in modules]
    return list(dict.fromkeys(found))


def mutated(
    course: Course,
    exercises: list[str],
    *,
    stored: bool = False,
    sample: int = 0,
    jobs: int = 1,
    seconds: float = LEAST_SECONDS,
) -> Iterator[Examined]:
    """Yield what each mutant of these exercises' reference answers earns, in the order in which that is known.

    `stored` makes mutants of the other stored right answers, too. `sample` takes so many of each exercise, always the same;
    0 takes all. `jobs` processes share the work. A mutant that takes twenty times as long as the answer it is made of, and
    more than so many `seconds`, is stopped. Raises `VerifyError` for a right answer that does not score full.
    """
    work: list[tuple[Origin, Mutant]] = []
    records: dict[str, list[Equivalent]] = {}
    for exercise in exercises:
        gathered = material(course, exercise)
        records[exercise] = equivalents(course, exercise)
        right = [timed(gathered, origin, seconds) for origin in _right(gathered, stored=stored)]
        found = [(origin, mutant) for origin in right for mutant in mutants(origin.text)]
        if 0 < sample < len(found):
            found = random.Random(f"mutants of {exercise}").sample(found, sample)
        work += found
    for each in examined(course, work, jobs=jobs):
        yield each.explained(records[each.origin.exercise])


def needless(course: Course, results: list[Examined]) -> Iterator[str]:
    """Say which records of equivalent mutants, of the exercises that were examined, are needed no longer."""
    for exercise in dict.fromkeys(each.origin.exercise for each in results):
        records = equivalents(course, exercise)
        if records:
            right = _right(material(course, exercise), stored=True)
            everything = [mutant for origin in right for mutant in mutants(origin.text)]
            lost = [each.mutant for each in results if each.lost]
            yield from stale(records, everything, lost)


def _right(gathered: Material, *, stored: bool) -> list[Origin]:
    """Return the reference answer of an exercise; with `stored`, every other stored right answer, too."""
    exercise = gathered.exercise
    others = [each for each in gathered.answers if stored and each.points == exercise.maximum]
    return [
        Origin(exercise.id, gathered.notebook, gathered.reference),
        *(Origin(exercise.id, each.path, each.text) for each in others),
    ]
