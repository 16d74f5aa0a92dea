"""Which text of a learner's cells stands behind a name: what a check of the source reads.

Text tells what code says, and not for certain what runs: a learner who sets out to can give a function another body
without a word of it standing there. So no more than a part of an exercise is ever found by its text.
"""

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache

from .paper import LONGEST_READ

__all__ = ["cell_of"]

_CELLS = 128
_LONGEST_WITH_MAGICS = 20_000  # characters: IPython reads a cell once more for each magic in it
_SCOPES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
# Statements whose parts may run or not.
_PERHAPS = ast.If | ast.For | ast.AsyncFor | ast.While | ast.Try | ast.With | ast.AsyncWith | ast.Match

Read = tuple[str, frozenset[str], frozenset[str]]


def cell_of(cells: Sequence[str], name: str) -> str | None:
    """Return the text of the last cell that gives a name its meaning for certain, with the cells below that may give it another.

    What a function names for itself is nothing of the cell's. Magics are written as the Python that they become. None
    where no cell gives the name a meaning.
    """
    found: list[str] = []
    for cell in reversed([each for each in cells if name in each]):
        text, certain, perhaps = _read(cell)
        if name in certain or name in perhaps:
            found.append(text)
        if name in certain:
            break
    return "\n\n".join(reversed(found)) or None


@lru_cache(_CELLS)  # each answer is looked for in every cell
def _read(cell: str) -> Read:
    """Return a cell as Python, the names that it defines for certain, and those that it may define."""
    text, tree = _parsed(cell)
    certain = frozenset(name for each in tree.body if not isinstance(each, _PERHAPS) for name in _given(each))
    perhaps = {name for each in tree.body if isinstance(each, _PERHAPS) for name in _given(each)}
    declared = (name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names)
    return text, certain, frozenset(perhaps.union(declared))


def _parsed(cell: str) -> tuple[str, ast.Module]:
    """Return a cell's text as Python, and its tree; of what is none, or too long, an empty one."""
    if len(cell) <= LONGEST_READ:
        for form in (str, _without_magics):
            try:
                text = form(cell)
                return text, ast.parse(text)
            except Exception:  # noqa: BLE001, S112  what a parser, or IPython, says of what is no Python differs
                continue
    return cell, ast.Module([], [])


def _without_magics(cell: str) -> str:
    if len(cell) > _LONGEST_WITH_MAGICS:
        raise ValueError("too long")
    # Loaded here: few cells hold magics, and no other part of the examiner needs IPython.
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(cell)  # type: ignore[no-untyped-call]


def _given(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement gives a meaning in the scope that it stands in."""
    nodes: list[ast.AST] = [statement]  # no recursion: a sum of a thousand terms is a thousand levels deep
    while nodes:
        node = nodes.pop()
        if isinstance(node, _SCOPES):
            yield node.name
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
        nodes += [] if isinstance(node, ast.Lambda) else ast.iter_child_nodes(node)
