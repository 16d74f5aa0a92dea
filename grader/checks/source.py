"""Where the text of an answer is found, and what its syntax tree says.

The text is that of the whole cell: what a function uses beside itself (a constant, a second function) belongs to the
answer. Looking at a tree, never at the text, keeps comments and layout out of every verdict.
"""

import ast
import functools
import inspect
import linecache
import os
import sys
import types
from typing import Any

__all__ = ["function_of", "is_untouched", "parsed", "source_of"]

DEEPEST = 20


def source_of(delivered: object, name: str) -> str | None:
    """Return the text of the cell that defines `delivered`, or None.

    A function knows its cell. Of data, the last cell that assigns `name` is taken, from the notebook's history.
    """
    if not callable(delivered):
        return _cell_that_assigns(name)
    function = function_of(delivered)
    if function is None:
        return _cell_that_assigns(name)
    file = function.__code__.co_filename
    if not os.path.exists(file):  # noqa: PTH110  no Path for what is not one
        return "".join(linecache.getlines(file)) or None
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):
        return None


def function_of(delivered: object) -> types.FunctionType | None:
    """Return the plain function inside what was delivered: under decorators, in a `partial`, behind a method.

    Asks only objects of Python's own types; a learner's object could answer anything, or not at all.
    """
    for _ in range(DEEPEST):
        if type(delivered) is functools.partial:
            delivered = delivered.func
        elif type(delivered) is types.MethodType:
            delivered = delivered.__func__
        elif type(delivered) is types.FunctionType:
            if "__wrapped__" not in delivered.__dict__:
                return delivered
            delivered = delivered.__dict__["__wrapped__"]
    return None


def parsed(source: str) -> ast.Module | None:
    """Return the syntax tree of a cell, or None where it is not Python."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def is_untouched(delivered: object, source: str | None, name: str = "") -> bool:
    """Tell whether a function still has no body but `...`, `pass` or `raise NotImplementedError`.

    One that lives in another process is known by its `name` and the `source` of its cell.
    """
    function = function_of(delivered)
    if function is None and (source is None or not callable(delivered)):
        return False
    name = function.__code__.co_name if function else name
    text = source if source is not None else source_of(function, name)
    tree = parsed(text) if text is not None else None
    if tree is None:
        return False
    definitions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    return bool(definitions) and all(_says_nothing(statement) for statement in definitions[-1].body)


def _says_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Raise):
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    # A docstring and `...` are expressions that are constants.
    constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return constant or isinstance(statement, ast.Pass)


def _cell_that_assigns(name: str) -> str | None:
    for cell in reversed(_cells()):
        tree = parsed(cell)
        if tree is not None and name in _assigned(tree):
            return cell
    return None


def _cells() -> list[str]:
    """Return the texts of the cells run so far, oldest first; none outside a notebook."""
    ipython: Any = sys.modules.get("IPython")
    shell: Any = ipython.get_ipython() if ipython else None
    if shell is None:
        return []
    history = shell.user_ns.get("In", [])
    return [shell.transform_cell(cell) for cell in history if isinstance(cell, str)]


def _assigned(tree: ast.Module) -> set[str]:
    return {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
