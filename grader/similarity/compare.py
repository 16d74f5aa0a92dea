"""Which answers to one exercise are more alike than independent work explains.

A fingerprint counts by how rare it is among all the others who answered, given the one before it: what everybody writes
counts for nothing. A pair is told that has so much in common that chance does not explain it in a class of this size, and
for which that is a large part of the shorter answer.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from .candidates import candidates
from .fingerprints import Lines, grams, winnowed
from .structure import structure
from .words import words

__all__ = ["LONGEST", "Answer", "Pair", "compared", "groups"]

# The ways to read an answer, and what must be left of the surprise, in bits, once it is reduced by the square of the share:
# so much, and ENOUGH_MORE for each bit of the number of pairs in the class. Set so that in made-up classes which work
# alone, see tests/similarity/harness/honest.py, no pair is told, although many write the same short answer.
READINGS = ((structure, 8.0), (words, 13.0))
ENOUGH_MORE = 1.5
# Whoever has this part of what a pair has in common is of the same group and says nothing about how rare that is.
KIN = 0.8
# Somebody who wrote a passage that nobody else has will usually go on in the same way.
USUAL = 0.75
# A longer answer is compared up to here; those of this course have 2,000 to 4,000 characters.
LONGEST = 50_000

# The fingerprints of an answer in their order, and where each stands.
Prints = dict[int, Lines]


@dataclass(frozen=True)
class Answer:
    """What one learner wrote for an exercise. `values`: see `Variants.values`. `stored`: an answer of the course's own."""

    name: str
    text: str
    values: Mapping[str, str]
    stored: bool = False


@dataclass(frozen=True)
class Pair:
    """Two answers that are alike. `share` (0 to 1): how much of the shorter one's own content the other has as well.

    `surprise`: how improbable that is for independent work, in bits. `lines` has the common lines of each.
    """

    one: str
    other: str
    share: float
    surprise: float
    lines: tuple[Lines, Lines]


def compared(answers: Sequence[Answer], given: Iterable[str]) -> list[Pair]:
    """Return the pairs that are alike, the most surprising first; stored answers count as written by others.

    `given` are the texts that everybody was given: what is found there is nobody's own. Answers are compared by their
    structure, and by their words, which also tells of answers that are not Python and of texts taken as they were.
    """
    given = list(given)
    found: dict[tuple[str, str], Pair] = {}
    for read, enough in READINGS:
        tokens = {each.name: read(each.text[:LONGEST], each.values) for each in answers}
        known = {gram for text in given for gram in grams(read(text) or ())}
        prints = {name: winnowed(each, known) for name, each in tokens.items() if each is not None}
        stored = {each.name for each in answers if each.stored}
        for pair in _Class(prints, stored, enough).pairs():
            names = (pair.one, pair.other)
            if names not in found or found[names].surprise < pair.surprise:
                found[names] = pair
    return sorted(found.values(), key=lambda pair: (-pair.surprise, pair.one, pair.other))


def groups(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Return the pairs by group of answers that hang together; of each group its most surprising pairs that connect it.

    `pairs` come with the most surprising first. So of ten who share one answer nine pairs are left, and everybody is in one.
    """
    found: dict[str, list[Pair]] = {}
    members: dict[str, set[str]] = {}
    for pair in pairs:
        one, other = members.get(pair.one, {pair.one}), members.get(pair.other, {pair.other})
        if one is other:
            continue
        joined = [*found.get(pair.one, []), *found.get(pair.other, []), pair]
        one |= other
        for name in one:
            members[name], found[name] = one, joined
    unique = {id(each): each for each in found.values()}
    return [sorted(each, key=lambda pair: -pair.surprise) for each in unique.values()]


class _Class:
    """The fingerprints of all who answered an exercise, by answer and by fingerprint."""

    def __init__(self, prints: Mapping[str, Prints], stored: AbstractSet[str], enough: float) -> None:
        self._prints = prints
        self._stored = stored
        self._holders: defaultdict[int, set[str]] = defaultdict(set)
        self._following: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
        for name, each in prints.items():
            for found in each:
                self._holders[found].add(name)
            for step in itertools.pairwise(each):
                self._following[step].add(name)
        learners = len(prints) - sum(name in stored for name in prints)
        self._enough = enough + ENOUGH_MORE * math.log2(max(1, learners * (learners - 1) // 2))

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs that are alike."""
        for one, other in sorted(candidates(self._prints, self._holders)):
            if self._stored >= {one, other}:
                continue
            shorter, longer = sorted((self._prints[one], self._prints[other]), key=len)
            common = shorter.keys() & longer.keys()
            share = len(common) / len(shorter)
            surprise = self._surprise(shorter, common)
            if surprise * share**2 >= self._enough:
                first, second = (self._lines(name, common) for name in (one, other))
                yield Pair(one, other, share, surprise, (first, second))

    def _surprise(self, answer: Iterable[int], common: AbstractSet[int]) -> float:
        """Return the bits of what an answer has in common with another: each passage, given what stands before it."""
        kin = self._kin(common)
        total, before = 0.0, None
        for found in answer:
            if found in common:
                if before is None:
                    total += _bits(len(self._holders[found] - kin), len(self._prints) - len(kin))
                else:
                    followed = self._following.get((before, found), set())
                    total += _bits(len(followed - kin), len(self._holders[before] - kin), USUAL)
            before = found if found in common else None
        return total

    def _kin(self, common: AbstractSet[int]) -> set[str]:
        # Whoever has nearly all of it has some of these.
        rare = sorted(common, key=lambda found: len(self._holders[found]))[: int((1 - KIN) * len(common)) + 1]
        names = set().union(*(self._holders[found] for found in rare))
        return {name for name in names if len(common & self._prints[name].keys()) >= KIN * len(common)}

    def _lines(self, name: str, common: Iterable[int]) -> Lines:
        return frozenset(line for found in common for line in self._prints[name][found])


def _bits(holders: int, others: int, unseen: float = 0.5) -> float:
    """Return the surprise, in bits, at what `holders` of `others` have; `unseen` is how likely it is where nobody is."""
    return -math.log2((holders + unseen) / (others + 1))
