"""Putting statements in an order of their own: whoever swaps two that do not need each other has changed nothing."""

import ast
import heapq
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .structure import Token

__all__ = ["in_order"]

Written = tuple[ast.stmt, "list[Token]"]


def in_order(statements: Sequence[Written]) -> list[Written]:
    """Return the statements of a block, each after those whose names it needs, and otherwise by what they say.

    Only names count as needs. So the order need not be one in which the program would work; it is the same for
    everybody who wrote the same statements.
    """
    waits, frees = _needs([each for each, _ in statements])
    said = [tuple(token.text for token in tokens) for _, tokens in statements]
    ready = [(said[at], at) for at in range(len(statements)) if not waits[at]]
    heapq.heapify(ready)
    ordered = []
    while ready:
        _, at = heapq.heappop(ready)
        ordered.append(statements[at])
        for other in frees[at]:
            waits[other] -= 1
            if not waits[other]:
                heapq.heappush(ready, (said[other], other))
    return ordered


def _needs(statements: Sequence[ast.stmt]) -> tuple[list[int], list[set[int]]]:
    """Return how many statements each waits for, and which wait for it."""
    frees: list[set[int]] = [set() for _ in statements]
    wrote: dict[str, int] = {}
    read_since: defaultdict[str, list[int]] = defaultdict(list)
    for at, statement in enumerate(statements):
        reads, writes = _names(statement)
        for name in reads | writes:
            if name in wrote:
                frees[wrote[name]].add(at)
        for name in reads:
            read_since[name].append(at)
        for name in writes:
            for reader in read_since.pop(name, ()):
                if reader != at:
                    frees[reader].add(at)
            wrote[name] = at
    waits = [0] * len(statements)
    for others in frees:
        for other in others:
            waits[other] += 1
    return waits, frees


def _names(statement: ast.stmt) -> tuple[set[str], set[str]]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        # What a function uses it looks up when it is called.
        return set(), {statement.name}
    reads: set[str] = set()
    writes: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            (reads if isinstance(node.ctx, ast.Load) else writes).add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            writes.add(node.name)
    return reads, writes
