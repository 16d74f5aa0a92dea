"""Proves of every exercise that it can be solved, cannot be passed by accident, and explains what goes wrong.

Each proof is a function from an exercise's `Material` to `Proof`s: plain data that holds or tells place, found, expected,
and what to do.
"""

import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from .answers import released, solved, variety, verdicts
from .form import form
from .junk import junk
from .languages import languages
from .leaks import feedback, given
from .material import Course, Material, StoredAnswer, find_course, material
from .notebooks import notebooks
from .proof import Proof, VerifyError
from .variants import drawn, not_borrowed, solvable

__all__ = [
    "EVERY",
    "GROUPS",
    "Course",
    "Material",
    "Proof",
    "StoredAnswer",
    "VerifyError",
    "find_course",
    "material",
    "verified",
]

GROUPS = (
    "form",
    "released",
    "solution",
    "answers",
    "misconceptions",
    "variants",
    "junk",
    "leaks",
    "notebooks",
)

_PROOFS: tuple[Callable[[Material], Iterator[Proof]], ...] = (
    form,
    released,
    solved,
    variety,
    languages,
    junk,
    drawn,
    feedback,
)
_ABOUT_VARIANTS: tuple[Callable[[Material, range], Iterator[Proof]], ...] = (solvable, not_borrowed)

# So many variants make one piece of work.
PIECE = 10
EVERY = slice(None)

# A course, an exercise, the place of a proof in its table; for proofs about variants which learners, for verdicts which
# of the stored answers.
_Work = tuple[Course, str, int, range | slice | None]


def verified(
    course: Course,
    wanted: list[str],
    *,
    variants_each: int = 50,
    part: slice = EVERY,
    whole: bool = True,
    kernels: bool = True,
    jobs: int = 1,
) -> Iterator[Proof]:
    """Yield every proof for these modules and exercises (all if none is named), in order.

    `part` says which of an exercise's stored answers are judged. `whole` runs the notebooks, too, and `kernels` runs them
    a second time, in kernels. `jobs` processes share the work.
    Raises `VerifyError`, `RubricError` or `ValuesError` where something is not there at all.
    """
    for module in course.modules(wanted):
        exercises = course.exercises(module, wanted)
        works = [work for exercise in exercises for work in _works(course, exercise, variants_each, part)]
        if jobs == 1:
            yield from itertools.chain.from_iterable(map(_done, works))
        else:
            with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
                yield from itertools.chain.from_iterable(pool.map(_done, works))
        yield from given(course, module)
        if whole:
            yield from notebooks(course, module, exercises, kernels=kernels)


def _works(course: Course, exercise: str, variants_each: int, part: slice) -> Iterator[_Work]:
    for number in range(len(_PROOFS)):
        yield course, exercise, number, None
    yield course, exercise, 0, part
    for first in range(0, variants_each, PIECE):
        yield course, exercise, 0, range(first, min(first + PIECE, variants_each))
    yield course, exercise, 1, range(variants_each)


def _done(work: _Work) -> list[Proof]:
    course, exercise, number, some = work
    gathered = material(course, exercise)
    if some is None:
        return list(_PROOFS[number](gathered))
    if isinstance(some, slice):
        return list(verdicts(gathered, some))
    return list(_ABOUT_VARIANTS[number](gathered, some))
