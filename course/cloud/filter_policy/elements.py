"""Elements of lists: whether fields that stand in the same list hold in the same element of it.

``{"orders": {"id": [1], "state": ["paid"]}}`` asks for one order that is both. The fields are taken in the order of
their paths, as the engine does that AWS publishes (event-ruler): a field that must be absent is looked for in the
elements which the fields before it chose.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from course.cloud.filter_policy.document import Array, Document, Place
from course.cloud.filter_policy.tree import Field

__all__ = ["consistent"]


def consistent(
    together: Iterable[Field],
    document: Document,
    good: dict[Field, list[Place]],
    accepts_absence: Callable[[Field, Document], bool],
) -> bool:
    """Tell whether all fields hold at once, without contradiction about the elements of lists.

    `good` has the places of the values that satisfy each field; `accepts_absence` tells whether a field's absence
    from the document would do.
    """
    ordered = sorted(together, key=lambda field: field.path)
    arrays = [{array for leaf in document.at(field.path) for array, _ in leaf.place} for field in ordered]
    bindings: set[Place] = {frozenset()}
    for index, field in enumerate(ordered):
        later = frozenset[Array]().union(*arrays[index + 1 :])
        extended = _joined(bindings, good[field], later)
        if accepts_absence(field, document):
            present = [leaf.place for leaf in document.at(field.path)]
            extended |= {_cut(binding, later) for binding in bindings - _agreeing(bindings, present)}
        bindings = extended
        if not bindings:
            return False
    return True


def _joined(bindings: set[Place], places: Iterable[Place], later: frozenset[Array]) -> set[Place]:
    """Return every agreeing pair of a binding and a place as one binding, cut down to lists that matter `later`."""
    joined: set[Place] = set()
    for shared, ours, theirs in _shared(bindings, places):
        known: dict[Place, set[Place]] = defaultdict(set)
        for place in theirs:
            known[_cut(place, shared)].add(_cut(place, later))
        for binding in ours:
            kept = _cut(binding, later)
            joined |= {kept | place for place in known.get(_cut(binding, shared), ())}
    return joined


def _agreeing(bindings: set[Place], places: Iterable[Place]) -> set[Place]:
    """Return the bindings that agree with some place."""
    agreeing: set[Place] = set()
    for shared, ours, theirs in _shared(bindings, places):
        known = {_cut(place, shared) for place in theirs}
        agreeing |= {binding for binding in ours if _cut(binding, shared) in known}
    return agreeing


def _shared(
    bindings: Iterable[Place], places: Iterable[Place]
) -> Iterator[tuple[frozenset[Array], list[Place], list[Place]]]:
    """Pair bindings with places by the lists they share, so that a long list costs its length, not its square."""
    groups = _by_arrays(places)
    for our_arrays, ours in _by_arrays(bindings).items():
        for their_arrays, theirs in groups.items():
            yield our_arrays & their_arrays, ours, theirs


def _by_arrays(places: Iterable[Place]) -> dict[frozenset[Array], list[Place]]:
    groups: dict[frozenset[Array], list[Place]] = defaultdict(list)
    for place in places:
        groups[frozenset(array for array, _ in place)].append(place)
    return groups


def _cut(place: Place, arrays: frozenset[Array]) -> Place:
    return frozenset(entry for entry in place if entry[0] in arrays)
