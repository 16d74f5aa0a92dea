"""The pairs of answers that are worth comparing closely, found in time that grows with the class and not with its square.

Two answers are worth it that share many fingerprints that hardly anybody has; and so are those that share most of
what they have with many. The latter are found by hashing: of each answer the least of its fingerprints in so many
orders, a few of them a band; whoever has a whole band in common is likely to be much alike (A. Z. Broder, "On the
resemblance and containment of documents", 1997, https://doi.org/10.1109/SEQUEN.1997.666900).
"""

import itertools
import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

__all__ = ["candidates"]

# A fingerprint of more answers than these makes no pairs; of LEAST rare ones in common a pair is made.
MOST_HOLDERS, LEAST = 20, 6
BANDS, ROWS = 20, 4
# Multiplying by odd numbers puts 64-bit numbers in as many orders, always the same ones.
_RNG = random.Random(1997)
ORDERS = [_RNG.getrandbits(64) | 1 for _ in range(BANDS * ROWS)]
BITS = (1 << 64) - 1


def candidates(
    prints: Mapping[str, Collection[int]], holders: Mapping[int, Collection[str]]
) -> set[tuple[str, str]]:
    """Return pairs of answers by name, each once. `holders`: the answers by fingerprint. Of a large group, a chain of pairs."""
    return {*_with_rare(holders), *_much_alike(prints)}


def _with_rare(holders: Mapping[int, Collection[str]]) -> Iterator[tuple[str, str]]:
    counts: defaultdict[tuple[str, str], int] = defaultdict(int)
    for names in holders.values():
        if 2 <= len(names) <= MOST_HOLDERS:
            for pair in itertools.combinations(sorted(names), 2):
                counts[pair] += 1
    yield from (pair for pair, count in counts.items() if count >= LEAST)


def _much_alike(prints: Mapping[str, Collection[int]]) -> Iterator[tuple[str, str]]:
    buckets: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for name, found in sorted(prints.items()):
        least = [min(each * order & BITS for each in found) for order in ORDERS] if found else []
        for band in range(0, len(least), ROWS):
            buckets[band, *least[band : band + ROWS]].append(name)
    for names in buckets.values():
        yield from itertools.pairwise(names)
