"""The strings of a Python source, and the source with some of them changed.

A string is what the parser sees as one: literals that stand side by side are, and an f-string is one with its expressions.
A string inside an expression of an f-string is one of its own.
"""

import ast
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeGuard, cast

from .templates import Literal, Template, template_of

__all__ = ["Around", "is_string", "retold_literals", "strings"]

# What stands around a node, the nearest last.
Around = tuple[ast.AST, ...]
# Returns a template's new text, from the template, what stands around its string, and the line.
Retell = Callable[[Template, ast.AST, Around, int], str]


def is_string(node: ast.AST) -> TypeGuard[Literal]:
    """Tell whether a node is a string, formatted or not."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def strings(tree: ast.AST) -> Iterator[tuple[Literal, Around]]:
    """Yield every string with what stands around it; after an f-string, those in its expressions."""
    yield from _strings(tree, ())


def retold_literals(text: str, retell: Retell) -> str:
    """Return a source with the template of each string retold; where nothing is retold, not a byte is another."""
    lines = text.encode().splitlines(keepends=True)
    changes = []
    for node, around in _strings(ast.parse(text), ()):
        # Python 3.11 knows the place of a whole f-string only, so what is inside goes with it.
        if not any(isinstance(each, ast.JoinedStr) for each in around):
            new = _retold(node, around, partial(_at, retell, node.lineno))
            if new is not node:
                changes.append((node, ast.unparse(new).encode()))
    # From the last to the first, so that places stay what they were; on one line the right one comes first.
    for node, written in sorted(changes, key=lambda each: (each[0].lineno, each[0].col_offset), reverse=True):
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        head, tail = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
        lines[first : last + 1] = [head + written + tail]
    return b"".join(lines).decode()


def _strings(node: ast.AST, around: Around) -> Iterator[tuple[Literal, Around]]:
    if is_string(node):
        yield node, around
    for child in _inside(node):
        yield from _strings(child, (*around, node))


def _at(retell: Retell, line: int, template: Template, node: ast.AST, around: Around) -> str:
    return retell(template, node, around, line)


def _inside(node: ast.AST) -> list[ast.AST]:
    """Return what is inside a node, except the texts of an f-string and the formats of its expressions."""
    if isinstance(node, ast.FormattedValue):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return [each for each in node.values if isinstance(each, ast.FormattedValue)]
    return list(ast.iter_child_nodes(node))


def _retold(node: ast.AST, around: Around, retell: Callable[[Template, ast.AST, Around], str]) -> ast.AST:
    """Return a node with its strings retold: the node itself, where nothing is."""
    new = {id(child): _retold(child, (*around, node), retell) for child in _inside(node)}
    changed = any(made is not child for child, made in zip(_inside(node), new.values(), strict=True))
    if is_string(node):
        template = template_of(node)
        said = retell(template, node, around)
        if said == template.text and not changed:
            return node
        template.fields = {
            sign: cast(ast.FormattedValue, new[id(each)]) for sign, each in template.fields.items()
        }
        return template.node(said)
    return _with(node, new) if changed else node


def _with(node: ast.AST, new: dict[int, ast.AST]) -> ast.AST:
    made = {
        name: [new.get(id(each), each) for each in value]
        if isinstance(value, list)
        else new.get(id(value), value)
        for name, value in ast.iter_fields(node)
    }
    return type(node)(**made)
