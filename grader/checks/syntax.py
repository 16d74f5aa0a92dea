"""Checks of an answer's source by its syntax tree: what it must not name, and that it was left alone.

Comments, docstrings and layout never count; a text put together from constants does.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .bench import Bench
from .exercise import Check, Finding, Place
from .source import parsed

__all__ = ["Naming", "definition", "named", "names_nothing", "same_code", "unchanged_source"]


@dataclass(frozen=True)
class Naming:
    """One place where a source names something: the word looked for, the line (from 1) and the line's text."""

    word: str
    line: int
    text: str


def named(source: str, words: Iterable[str], *, used_by: str = "") -> list[Naming]:
    """Return where the literals and identifiers of a source name one of `words`, in the order of lines.

    A text names a word that it contains as a word, whatever the case; so does an identifier, its underscores read as
    hyphens. `used_by` looks only at the definition of that name and at what it uses. No Python names nothing.
    """
    tree = parsed(source)
    if tree is None:
        return []
    if used_by:
        tree = ast.Module(_used_by(used_by, tree), [])
    lines = source.splitlines()
    wanted = [(word, _spelled(word)) for word in words]
    found = [
        Naming(word, line, lines[line - 1].strip() if line <= len(lines) else "")
        for spoken, line in _spoken(tree)
        for word, spelled in wanted
        if re.search(rf"(?<![a-z0-9]){re.escape(spelled)}(?![a-z0-9])", _spelled(spoken))
    ]
    return sorted(dict.fromkeys(found), key=lambda naming: naming.line)


def names_nothing(answer: str, words: Iterable[str] | Callable[[Bench], Iterable[str]]) -> Check:
    """Check that the code of `answer` names none of `words` (which may depend on the bench's variant).

    What else stands in its cell counts if the answer uses it.
    """

    def check(bench: Bench) -> Iterator[Finding]:
        source = bench.answer(answer).source
        bench.count()
        for naming in named(source, words(bench) if callable(words) else words, used_by=answer):
            place = Place(naming.line, naming.text)
            where = f"line {naming.line} of the cell of `{answer}`"
            yield Finding(where, None, naming.text, f"the source does not name {naming.word}", place=place)

    return check


def same_code(one: str, other: str) -> bool:
    """Tell whether two sources are the same code: comments, docstrings and layout aside."""
    trees = parsed(one), parsed(other)
    return None not in trees and _bare(trees[0]) == _bare(trees[1])


def definition(source: str, name: str) -> str | None:
    """Return the text of the last function in a cell that is called `name`, decorators left out; None without one."""
    tree = parsed(source)
    found = [node for node in tree.body if name in _defined(node)] if tree else []
    return ast.get_source_segment(source, found[-1]) if found else None


def unchanged_source(answer: str, original: str) -> Check:
    """Check that the definition of `answer` is still the code of `original`, comments and layout aside."""

    def check(bench: Bench) -> Iterator[Finding]:
        source = bench.answer(answer).source
        bench.count()
        found = definition(source, answer)
        if found is None or not same_code(found, original):
            yield Finding(f"the source of `{answer}`", None, found, original)

    return check


def _used_by(name: str, tree: ast.Module) -> list[ast.stmt]:
    """Return the statements of a cell that define `name`, or anything that those use in turn."""
    wanted, kept = {name}, set[int]()
    while True:
        found = {number for number, node in enumerate(tree.body) if _defined(node) & wanted}
        if found == kept:
            return [tree.body[number] for number in sorted(kept)]
        kept = found
        for number in kept:
            wanted |= {node.id for node in ast.walk(tree.body[number]) if isinstance(node, ast.Name)}


def _defined(statement: ast.stmt) -> set[str]:
    """Return the names that a statement of a cell gives a meaning."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    stored = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
    return {node.id for node in stored if isinstance(node.ctx, ast.Store)}


def _spelled(word: str) -> str:
    return re.sub(r"[_\s]+", "-", word).casefold()


def _spoken(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield every text constant and identifier with its line, docstrings left out."""
    docstrings = {id(node) for node in _docstrings(tree)}
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        joined = _joined(node)
        if joined is not None and id(node) not in docstrings:
            yield joined, line
        yield from ((name, line) for name in _identifiers(node))


def _identifiers(node: ast.AST) -> list[str]:
    fields: list[Any] = [getattr(node, field, None) for field in ("id", "attr", "arg", "name", "asname")]
    return [field for field in fields if isinstance(field, str)]


def _joined(node: ast.AST) -> str | None:
    """Return the text that a node stands for, as far as it is constant: "a" + "b" and f"{x}-q" included."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_joined(value) or "\0" for value in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _joined(node.left), _joined(node.right)
        return None if left is None and right is None else f"{left or chr(0)}{right or chr(0)}"
    return None


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


def _bare(tree: ast.AST | None) -> str:
    docstrings = {id(node) for node in _docstrings(tree)} if tree else set()
    for node in ast.walk(tree) if tree else ():
        body = getattr(node, "body", None)
        if isinstance(body, list):
            body[:] = [each for each in body if id(getattr(each, "value", None)) not in docstrings]
    return ast.dump(tree) if tree else ""
