"""How much work a pattern may make of a text, at worst: the number of ways it may be tried."""

import math

from .tree import Anchor, Choice, Group, Look, Node, One, Repeat, Sequence_, Tree

__all__ = ["Effort"]


class Effort:
    """What matching a pattern may cost, by the length of the text.

    Each repetition is tried with each count, from each place. A repetition of something that has choices of its own
    (`(a+)+`, `(a|ab)*`) has no bound worth naming.
    """

    def __init__(self, tree: Tree) -> None:
        self.root = tree.root

    def over(self, length: int) -> float:
        """Return the number of ways in which a text of that length may be tried."""
        starts = 1 if _starts(self.root) else length + 1
        return starts * _ways(self.root, length)


def _ways(node: Node, length: int) -> float:
    match node:
        case Repeat():
            inner = _ways(node.node, length)
            counts = min(node.most, length) - min(node.least, length) + 1
            if inner > 1 and min(node.most, length) > 1:
                return math.inf
            return inner * counts
        case Sequence_():
            return math.prod(_ways(each, length) for each in node.nodes)
        case Choice():
            return sum(_ways(each, length) for each in node.options) or 1
        case Group() | Look():
            return _ways(node.node, length)
        case _:
            return 1


def _starts(node: Node) -> bool:
    """Tell whether the pattern can match at the beginning of the text alone."""
    match node:
        case Anchor():
            return node.is_start
        case Sequence_():
            return bool(node.nodes) and _starts(node.nodes[0])
        case Choice():
            return bool(node.options) and all(map(_starts, node.options))
        case Group():
            return _starts(node.node)
        case One() | _:
            return False
