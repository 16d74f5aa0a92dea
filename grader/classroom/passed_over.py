"""Cells that need not run: those which try an answer out, left as they were released, when nothing else needs their names.

A released cell between the answers shows its reader what an answer does. It is run all the same where a name that it
makes is used by another cell, or where nobody can tell, because a cell looks names up while it runs.
"""

import ast
import re
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from grader.rooms.examiner.paper import LONGEST_READ

from .marks import is_of_the_course

__all__ = ["AS_RELEASED", "passed_over"]

# In a cell's metadata: the course wrote it, it is no answer, and nobody has changed it.
AS_RELEASED = "as_released"

# Names and modules by which a cell gets at those of others without saying them, and attributes by which it does; the module
# that all of them are in, in whatever text; and lines that are no Python.
AROUND = {"globals", "locals", "vars", "eval", "exec", "compile", "get_ipython", "In", "Out"}
MODULES = {"inspect", "builtins", "__builtins__"}
ATTRIBUTES = {"modules", "_getframe", "f_globals", "f_locals", "__globals__"}
HERE = "__main__"
NO_PYTHON = re.compile(r"^[^\S\n]*[%!?]", re.MULTILINE)
# Names under which IPython keeps what cells have shown.
SHOWN = re.compile(r"_{1,3}|_i{0,3}\d*|_[di]h|_oh")


@dataclass(frozen=True)
class _Names:
    """The names of a cell that others can see: made by import or definition, made otherwise, and used."""

    defined: frozenset[str]
    assigned: frozenset[str]
    used: frozenset[str]

    @property
    def wanted(self) -> frozenset[str]:
        """What must come from elsewhere. A name that is assigned here may have been read before."""
        return self.used - self.defined


def passed_over(cells: Sequence[NotebookNode]) -> set[int]:
    """Return the positions of the code cells that need not run."""
    free = {at for at, cell in enumerate(cells) if cell.metadata.get("course", {}).get(AS_RELEASED)}
    needed = set(range(len(cells))) - free
    if any(len(cell.source) > LONGEST_READ for cell in cells):
        return set()
    if any(_looks_around(cells[at].source) for at in needed if not is_of_the_course(cells[at])):
        return set()
    try:
        names = [_names(cell.source) for cell in cells]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    if any(SHOWN.fullmatch(name) for at in needed for name in names[at].wanted):
        return set()
    while more := {at for at in free if _is_used(names[at], [names[other] for other in needed])}:
        free -= more
        needed |= more
    return free


def _is_used(made: _Names, others: Sequence[_Names]) -> bool:
    """Tell whether another cell needs one of the names; a definition or import that it finds elsewhere will do."""
    elsewhere = frozenset().union(*(other.defined for other in others))
    wanted = frozenset().union(*(other.wanted for other in others))
    return bool(wanted & (made.assigned | (made.defined - elsewhere)))


def _looks_around(source: str) -> bool:
    """Tell whether a cell may use names of others that do not stand in it, or cannot be read here."""
    if HERE in source or NO_PYTHON.search(source):
        return True
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return any(_is_around(node) for node in nodes)


def _is_around(node: ast.AST) -> bool:
    match node:
        case ast.Name(id=name):
            return name in AROUND | MODULES
        case ast.Attribute(attr=name):
            return name in ATTRIBUTES
        case ast.Import(names=names):
            return any(each.name in MODULES for each in names)
        case ast.ImportFrom(module=name):
            return name in MODULES
    return False


def _names(source: str) -> _Names:
    """Read a cell. Raises what Python raises for a text that is none of its own."""
    whole = symtable.symtable(source, "cell", "exec")
    symbols = [(table is whole, symbol) for table in _tables(whole) for symbol in table.get_symbols()]
    seen = [symbol for outside, symbol in symbols if outside or symbol.is_global()]
    defined = {each.get_name() for each in seen if each.is_imported() or each.is_namespace()}
    assigned = {each.get_name() for each in seen if each.is_assigned()} - defined
    used = {each.get_name() for each in seen if each.is_referenced()}
    return _Names(frozenset(defined), frozenset(assigned), frozenset(used))


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)
