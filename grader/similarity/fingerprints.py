"""Fingerprints of an answer: few numbers that two answers share wherever they share a passage.

Every run of `SIZE` tokens is hashed, and of every `WINDOW` hashes in a row the smallest is kept, as in S. Schleimer,
D. S. Wilkerson and A. Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003,
https://doi.org/10.1145/872757.872770. So two answers that share SIZE + WINDOW - 1 tokens in a row share a fingerprint,
and which are kept depends on nothing outside of the passage.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache
from hashlib import blake2b

from .structure import Token

__all__ = ["SIZE", "WINDOW", "Lines", "grams", "winnowed"]

SIZE = 14
WINDOW = 6
# A run's hash is a polynomial over its tokens, so that the next one follows from it (R. M. Karp and M. O. Rabin, 1987).
PRIME = (1 << 61) - 1
FACTOR = 0x2545F4914F6CDD1D % PRIME
OLDEST = pow(FACTOR, SIZE, PRIME)

# The numbers of lines, counted from 1.
Lines = frozenset[int]


def grams(tokens: Sequence[Token]) -> list[int]:
    """Return a hash of every run of SIZE tokens, in their order; the same in every process."""
    numbers = [_number(token.text) for token in tokens]
    rolling, found = 0, []
    for at, number in enumerate(numbers):
        rolling = rolling * FACTOR + number
        if at >= SIZE:
            rolling -= numbers[at - SIZE] * OLDEST
        rolling %= PRIME
        if at >= SIZE - 1:
            found.append(rolling)
    return found


@lru_cache(maxsize=100_000)
def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def winnowed(tokens: Sequence[Token], given: Collection[int] = ()) -> dict[int, Lines]:
    """Return the fingerprints of an answer and the lines of each, without those of what was `given` to everybody."""
    own = [(gram, at) for at, gram in enumerate(grams(tokens)) if gram not in given]
    kept = {min(own[at : at + WINDOW]) for at in range(max(len(own) - WINDOW + 1, min(len(own), 1)))}
    lines: defaultdict[int, set[int]] = defaultdict(set)
    for gram, at in sorted(kept, key=lambda each: each[1]):
        for token in tokens[at : at + SIZE]:
            lines[gram].update(range(token.first, token.last + 1))
    return {gram: frozenset(each) for gram, each in lines.items()}
