"""What learners read of a code cell: its comments, its docstrings, captions of our pictures, and what it prints.

All else in a cell is data or code: what a function is handed or compares, keys, names, the text of a program. A string is
printed where `print` is handed it, also as one of two (``a if b else c``), as the last of several (``a or b``), or joined to
others by ``+``; strings inside the expressions of an f-string are not.
"""

import ast
import inspect
import io
import json
import re
import tokenize
from collections.abc import Callable, Iterator
from itertools import groupby

from grader.build.text_notebook import MARKER, TextCell, body_text

from .error import TextsError
from .python_literals import is_string
from .templates import Literal, Template, template_of

__all__ = ["reworded_code", "reworded_code_body"]

Change = Callable[[str, int], str]
# From where to where in the source, and what stands there instead.
Edit = tuple[int, int, str]

# The captions of our pictures, by the number of their argument.
CAPTIONS = {
    "bars": {"unit": 1, "title": 2},
    "histogram": {"title": 1},
    "lanes": {"title": 2},
    "metric_curves": {"title": 1},
    "stations": {"caption": 1},
    "table": {"caption": 1},
    "working": {"items": 0, "label": 1},
}
# These belong to whoever writes the answer, or are compared with what was released.
_MARKED = {"grade", "locked", "solution"}
_DIRECTIVE = re.compile(r"#(?:!|:|##| ?%%| ?[-=]{3}| ?(?:noqa|fmt:|ruff:|type:|pragma:|pylint:|mypy:))")
_WORD = re.compile(r"[^\W\d_]{2}")


def reworded_code_body(cell: TextCell, change: Change) -> str:
    """Return the body of a code cell of a text notebook with its texts changed, lines counted in the notebook.

    Cells that hold an answer, grade it or are locked stay as they are. Raises TextsError for what cannot stand there.
    """
    if _MARKED & set(cell.marks):
        return cell.body
    new = reworded_code(cell.source, lambda words, at: change(words, cell.line + at))
    if new == cell.source:
        return cell.body
    body = body_text(cell.kind, new)
    if broken := next(filter(MARKER.match, body.split("\n")), None):
        raise TextsError(
            f"line {cell.line}: found a translated comment with the line `{broken}`, which would begin another cell; expected "
            "a comment. Begin the line with a word."
        )
    return body


def reworded_code(source: str, change: Change) -> str:
    """Return the source of a code cell with each text changed by ``change(words, its line from 1)``.

    Comments that follow each other on lines of their own are one text. In an f-string's words its expressions stand in
    braces; what comes back has the same ones, in any order: TextsError where it has not. A cell that is no Python, such as
    one with magics, has no texts.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    edits = sorted([*_comments(source, change), *_strings(tree, source, change)], reverse=True)
    for start, end, new in edits:
        source = source[:start] + new + source[end:]
    return source


def _comments(source: str, change: Change) -> Iterator[Edit]:
    lines = source.split("\n")
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    found = [each for each in tokens if each.type == tokenize.COMMENT and not _DIRECTIVE.match(each.string)]
    for _, group in groupby(enumerate(found), lambda each: _block(each[1], each[0])):
        block = [token for _, token in group]
        (line, column), (last, end) = block[0].start, block[-1].end
        words = "\n".join(token.string.removeprefix("#").removeprefix(" ") for token in block)
        if not _WORD.search(words) or (said := change(words, line)) == words:
            continue
        if not block[0].line[:column].strip():
            new = f"\n{' ' * column}".join(f"# {each}".rstrip() for each in said.split("\n"))
        else:
            new = f"# {' '.join(said.split())}"
        yield _begin(lines, line) + column, _begin(lines, last) + end, new


def _block(comment: tokenize.TokenInfo, number: int) -> tuple[int, ...]:
    """Return what comments of one block have in common: their column, and how far their lines are ahead of their count."""
    line, column = comment.start
    return (column, line - number) if not comment.line[:column].strip() else (column, line, number)


def _strings(tree: ast.AST, source: str, change: Change) -> Iterator[Edit]:
    lines = source.split("\n")
    for node in ast.walk(tree):
        new = [(each, _reworded_docstring(each, change)) for each in _docstrings(node)]
        new += [(each, _reworded(each, change)) for each in _shown(node)]
        yield from ((*_place(literal, lines), said) for literal, said in new if said is not None)


def _docstrings(node: ast.AST) -> Iterator[Literal]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        first = node.body[0]
        if isinstance(first, ast.Expr) and is_string(first.value) and isinstance(first.value, ast.Constant):
            yield first.value


def _shown(node: ast.AST) -> Iterator[Literal]:
    """Yield the strings that a call shows."""
    if not isinstance(node, ast.Call):
        return
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name == "print":
        for value in node.args:
            yield from _alternatives(value)
    captions = CAPTIONS.get(name, {})
    for at, value in enumerate(node.args):
        if at in captions.values():
            yield from _alternatives(value)
    for keyword in node.keywords:
        if keyword.arg in captions:
            yield from _alternatives(keyword.value)


def _alternatives(node: ast.expr) -> Iterator[Literal]:
    """Yield the strings that an expression comes to, or is joined of."""
    if is_string(node):
        yield node
    elif isinstance(node, ast.IfExp):
        yield from _alternatives(node.body)
        yield from _alternatives(node.orelse)
    elif isinstance(node, ast.BoolOp):
        yield from _alternatives(node.values[-1])
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _alternatives(node.left)
        yield from _alternatives(node.right)


def _begin(lines: list[str], number: int) -> int:
    """Return where a line begins in the source, from its number from 1."""
    return sum(len(each) + 1 for each in lines[: number - 1])


def _place(node: ast.expr, lines: list[str]) -> tuple[int, int]:
    """Return where a node begins and ends in the source, in characters: Python's columns count bytes."""
    last, end = node.end_lineno or node.lineno, node.end_col_offset or 0
    before = [
        lines[at - 1].encode()[:column].decode()
        for at, column in ((node.lineno, node.col_offset), (last, end))
    ]
    return _begin(lines, node.lineno) + len(before[0]), _begin(lines, last) + len(before[1])


def _reworded(node: Literal, change: Change) -> str | None:
    """Return the changed literal, or None where it stays."""
    template = template_of(node)
    if not _WORD.search(template.text):
        return None
    words = template.words(template.text)
    said = change(words, node.lineno)
    return None if said == words else _written(template, template.part(said, template.text))


def _written(template: Template, text: str) -> str:
    """Return a literal with another text: an f-string like those around it, where Python 3.11 can read it so."""
    if not template.is_formatted:
        return json.dumps(text, ensure_ascii=False)
    inside = "".join(
        template.sources.get(sign) or json.dumps(sign * 2 if sign in "{}" else sign, ensure_ascii=False)[1:-1]
        for sign in text
    )
    quoted = any(mark in source for source in template.sources.values() for mark in '"\\')
    return ast.unparse(template.node(text)) if quoted else f'f"{inside}"'


def _reworded_docstring(node: Literal, change: Change) -> str | None:
    words = inspect.cleandoc(ast.literal_eval(node))
    said = change(words, node.lineno)
    if said == words:
        return None
    first, *more = said.replace("\\", "\\\\").replace('"', r"\"").split("\n")
    lines = [first, *((" " * node.col_offset + each).rstrip() for each in more)]
    return '"""' + "\n".join(lines) + '"""'
