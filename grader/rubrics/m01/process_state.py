"""What a cell's functions keep in their process between two calls, read from its syntax tree.

Kept is what outlives a call and changes with what the calls bring: a list at the top of the cell that grows, a `global`
that counts, an attribute of a function, a default argument that is filled, a file. What does not depend on the calls, such
as a client made once and used again, is no state in this sense: a new worker makes it anew, and nobody misses it.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.checks import Place
from grader.checks.source import parsed

__all__ = ["Kept", "kept"]

_CHANGING = {
    "add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "setdefault",
    "subtract", "update",
}  # fmt: skip
_WRITING = {"write_text", "write_bytes"}
_STORES = {"dbm", "pickle", "shelve", "sqlite3"}
_MODE = re.compile(r"[wax][bt+]*|r[bt]?\+")

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True)
class Kept:
    """One place where something is kept: in which name (or "a file"), and the line."""

    name: str
    place: Place


def kept(source: str) -> list[Kept]:
    """Return where the functions of a cell keep what their calls bring, in the order of lines; no Python keeps nothing."""
    tree = parsed(source)
    if tree is None:
        return []
    lines = source.splitlines()
    outside = set(_bound(tree))
    found = {
        (line, name)
        for function in ast.walk(tree)
        if isinstance(function, _Function)
        for name, line in (*_Reading(function, outside).changes(), *_files(function))
    }
    return [Kept(name, Place(line, lines[line - 1].strip())) for line, name in sorted(found)]


class _Reading:
    """One function: which names are not its own, and which of its names hold what came with the call."""

    def __init__(self, function: _Function, outside: set[str]) -> None:
        self._nodes = [node for node in ast.walk(function) if node is not function]
        filled, other = _parameters(function.args)
        self._rebound = {
            name for node in self._nodes if isinstance(node, ast.Global | ast.Nonlocal) for name in node.names
        }
        own = {name for node in self._nodes if isinstance(node, ast.expr) for name in _names(node)}
        self._outer = (outside - own - other) | self._rebound | filled
        self._brought = other
        while more := self._learnt():
            self._brought = self._brought | more

    def _learnt(self) -> set[str]:
        """Return the names of the function's own that hold what came with the call, beyond those known so far."""
        found = {name for names, value in _assignments(self._nodes) if self._depends(value) for name in names}
        return found - self._brought - self._outer

    def changes(self) -> Iterator[tuple[str, int]]:
        """Yield each change of something outside of the function: its name and line."""
        for node in self._nodes:
            if isinstance(node, ast.AugAssign) and self._is_outer(node.target):
                yield _root(node.target), node.lineno
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if self._is_outer(target) and (self._depends(node.value) or self._depends(target)):
                        yield _root(target), node.lineno
            elif isinstance(node, ast.Call):
                yield from self._called(node)

    def _called(self, call: ast.Call) -> Iterator[tuple[str, int]]:
        function = call.func
        arguments = [*call.args, *(each.value for each in call.keywords)]
        if isinstance(function, ast.Attribute) and function.attr in _CHANGING:
            changed, matters = _root(function.value), any(map(self._depends, arguments))
        elif isinstance(function, ast.Name) and function.id == "next" and arguments:
            changed, matters = _root(arguments[0]), True
        else:
            return
        if matters and changed in self._outer:
            yield changed, call.lineno

    def _is_outer(self, target: ast.expr) -> bool:
        """Whether an assignment to `target` changes something outside: a rebound name, or a part of an outer one."""
        if isinstance(target, ast.Name):
            return target.id in self._rebound
        return isinstance(target, ast.Subscript | ast.Attribute) and _root(target) in self._outer

    def _depends(self, value: ast.AST) -> bool:
        """Whether a value has to do with the call: with what came with it, or with a count of the calls before."""
        nodes = list(ast.walk(value))
        counts = any(isinstance(node, ast.BinOp) and _used(node) & self._rebound for node in nodes)
        return counts or bool(_used(value) & self._brought)


def _bound(tree: ast.Module) -> Iterator[str]:
    """Yield every name that the top of a cell binds: variables, functions, classes, imports."""
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield statement.name
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            yield from ((each.asname or each.name).partition(".")[0] for each in statement.names)
        else:
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id


def _assignments(nodes: list[ast.AST]) -> Iterator[tuple[set[str], ast.expr]]:
    """Yield the names that are given a value inside of a function, and the value."""
    for node in nodes:
        if isinstance(node, ast.Assign):
            yield {name for target in node.targets for name in _names(target)}, node.value
        elif isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            yield _names(node.target), node.value
        elif isinstance(node, ast.For | ast.comprehension):
            yield _names(node.target), node.iter


def _names(target: ast.expr) -> set[str]:
    return {
        node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _used(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _parameters(arguments: ast.arguments) -> tuple[set[str], set[str]]:
    """Return the parameters whose default is made once and can be filled, and the other parameters."""
    in_order = [*arguments.posonlyargs, *arguments.args]
    with_default = in_order[len(in_order) - len(arguments.defaults) :]
    defaults = [
        *zip(with_default, arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    filled = {
        each.arg
        for each, default in defaults
        if isinstance(default, ast.List | ast.Dict | ast.Set | ast.Call)
    }
    more = filter(None, (arguments.vararg, arguments.kwarg))
    return filled, {each.arg for each in (*in_order, *arguments.kwonlyargs, *more)} - filled


def _root(node: ast.expr) -> str:
    """Return the name that a chain of attributes and subscripts begins with; "" for another beginning."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _files(function: _Function) -> Iterator[tuple[str, int]]:
    """Yield the lines in which a function writes to a file."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and _writes(node):
            yield "a file", node.lineno


def _writes(call: ast.Call) -> bool:
    """Whether a call opens a file for writing, or writes it."""
    called = call.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    if name == "open":
        given = [*call.args, *(each.value for each in call.keywords)]
        texts = [each.value for each in given if isinstance(each, ast.Constant)]
        return any(isinstance(text, str) and _MODE.fullmatch(text) for text in texts)
    return isinstance(called, ast.Attribute) and (name in _WRITING or _root(called) in _STORES)
