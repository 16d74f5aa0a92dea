"""What an answer is once everything is taken away that can be changed without understanding it.

Names of variables, comments, layout, type hints, imports and the order of statements that do not need each other carry
no weight; neither do the values of a learner's own variant. What is left is the structure: calls and their arguments, keys, texts,
operators. A text that holds a JSON object or list counts as the dictionary or list that it means, so that a definition
is the same written either way.
"""

import ast
import builtins
import json
import re
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .order import in_order
from .variants import masked, number

__all__ = ["Token", "structure"]

KNOWN_NAMES = frozenset(dir(builtins))
# Lines that IPython understands and Python does not.
MAGIC = re.compile(r"^[ \t]*[%!?].*$|^.*\?[ \t]*$", re.MULTILINE)


class Token(NamedTuple):
    """A piece of an answer, and the lines that it stands in, counted from 1."""

    text: str
    first: int
    last: int


def structure(source: str, values: Mapping[str, str] | None = None) -> list[Token] | None:
    """Return the tokens of a cell, or None where it is not Python.

    `values` has what stands in place of each value of the learner's variant, see `variants.masked`.
    """
    try:
        tree = _parsed(source)
        return _Writer(values or {}).block(tree.body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _parsed(source: str) -> ast.Module:
    # A warning about an escape in a text is for its author, and would otherwise go to whoever compares.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _tree(source)
        except SyntaxError:
            return _tree(MAGIC.sub("", source))


def _tree(source: str) -> ast.Module:
    flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    tree: ast.Module = compile(source, "<answer>", "exec", flags, dont_inherit=True)
    return tree


class _Writer:
    """Writes syntax trees as tokens, one method a kind of node that needs a word of its own."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._at = (1, 1)

    def block(self, statements: Sequence[ast.stmt]) -> list[Token]:
        """Return the statements of one block, in an order that does not depend on their author."""
        written = [(each, tokens) for each in statements if (tokens := self.node(each))]
        return [token for _, tokens in in_order(written) for token in tokens]

    def node(self, node: ast.AST) -> list[Token]:
        self._at = self._lines(node)
        write = getattr(self, f"_{type(node).__name__}", self._any)
        written: list[Token] = write(node)
        return written

    def _lines(self, node: ast.AST) -> tuple[int, int]:
        first = getattr(node, "lineno", self._at[0])
        is_leaf = isinstance(node, ast.Constant | ast.JoinedStr)
        return first, (getattr(node, "end_lineno", None) or first) if is_leaf else first

    def _token(self, text: str) -> list[Token]:
        return [Token(text, *self._at)]

    def _nodes(self, nodes: Sequence[ast.AST | None]) -> list[Token]:
        return [token for each in nodes if each is not None for token in self.node(each)]

    def _any(self, node: ast.AST) -> list[Token]:
        written = self._token(type(node).__name__)
        for _, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                written += self.block(value)
            elif isinstance(value, list):
                written += self._nodes([each for each in value if isinstance(each, ast.AST)])
            elif isinstance(value, ast.AST) and not isinstance(value, ast.expr_context):
                written += self.node(value)
        return written

    def _sorted(self, groups: Sequence[list[Token]]) -> list[Token]:
        ordered = sorted(groups, key=lambda group: [token.text for token in group])
        return [token for group in ordered for token in group]

    def _Import(self, _: ast.AST) -> list[Token]:  # noqa: N802 - named for the kind of node, as in `ast.NodeVisitor`
        return []

    _ImportFrom = _Pass = _Import

    def _Expr(self, node: ast.Expr) -> list[Token]:  # noqa: N802 - see _Import
        # A docstring is a comment.
        return [] if isinstance(node.value, ast.Constant) else self.node(node.value)

    def _Name(self, node: ast.Name) -> list[Token]:  # noqa: N802 - see _Import
        return self._token(node.id if node.id in KNOWN_NAMES else "name")

    def _arg(self, _: ast.arg) -> list[Token]:
        return self._token("name")

    def _FunctionDef(self, node: ast.FunctionDef) -> list[Token]:  # noqa: N802 - see _Import
        return [*self._token("def"), *self.node(node.args), *self.block(node.body)]

    _AsyncFunctionDef = _FunctionDef

    def _AnnAssign(self, node: ast.AnnAssign) -> list[Token]:  # noqa: N802 - see _Import
        if node.value is None:
            return []
        return [*self._token("Assign"), *self.node(node.target), *self.node(node.value)]

    def _Attribute(self, node: ast.Attribute) -> list[Token]:  # noqa: N802 - see _Import
        return [*self.node(node.value), *self._token(f".{node.attr}")]

    def _Call(self, node: ast.Call) -> list[Token]:  # noqa: N802 - see _Import
        called = [*self.node(node.func), *self._token("("), *self._nodes(node.args)]
        return called + self._sorted([self.node(each) for each in node.keywords])

    def _keyword(self, node: ast.keyword) -> list[Token]:
        return [*self._token(f"{node.arg or '**'}="), *self.node(node.value)]

    def _Dict(self, node: ast.Dict) -> list[Token]:  # noqa: N802 - see _Import
        opening = self._token("{")
        items = [
            [*(self.node(key) if key else self._token("**")), *self.node(value)]
            for key, value in zip(node.keys, node.values, strict=True)
        ]
        return opening + self._sorted(items)

    def _JoinedStr(self, node: ast.JoinedStr) -> list[Token]:  # noqa: N802 - see _Import
        return [*self._token("f"), *self._nodes(node.values)]

    def _FormattedValue(self, node: ast.FormattedValue) -> list[Token]:  # noqa: N802 - see _Import
        return self._nodes([node.value, node.format_spec])

    def _Constant(self, node: ast.Constant) -> list[Token]:  # noqa: N802 - see _Import
        value = node.value
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._token(masked(number(value), self._values))
        return self._token("bytes" if isinstance(value, bytes) else str(value))

    def _text(self, text: str) -> list[Token]:
        if (meant := _json(text)) is not None:
            at = self._at
            tree = ast.parse(repr(meant), mode="eval").body
            return [Token(token.text, *at) for token in self.node(tree)]
        shown = masked(text, self._values)
        return [token for word in shown.split() or [""] for token in self._token(f"'{word}")]


def _json(text: str) -> Any:
    """Return the object or list that a text holds as JSON, else None."""
    if not text.strip().startswith(("{", "[")):
        return None
    try:
        meant = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return meant if isinstance(meant, dict | list) else None
