"""The line of a cell in which a part of a definition stands, be it a dict in Python or a text in JSON."""

import ast
import itertools
from collections.abc import Iterator
from functools import lru_cache

from course.asl import parse
from grader.checks.answer import Answer, AnswerError
from grader.checks.source import parsed

__all__ = ["line_of"]


def line_of(answer: Answer, location: str) -> int | None:
    """Return the line (from 1) of the node at a JSON pointer (`/States/Pay/Next`), or of the last one on the way there.

    None where the cell holds not exactly one definition for this answer, or builds it in other ways.
    """
    try:
        source = answer.source
    except AnswerError:
        return None
    found = _definitions(source, answer.name)
    if len(found) != 1:
        return None
    if isinstance(found[0], ast.Dict):
        return _in_dict(found[0], _steps(location))
    return _in_text(found[0], location)


@lru_cache(maxsize=64)  # a part asks for the place of each story, and all stories have one cell
def _definitions(source: str, name: str) -> tuple[ast.Dict | ast.Constant, ...]:
    """Return what looks like a definition: first what is assigned to the name, else anything in the cell."""
    tree = parsed(source)
    if not tree:
        return ()
    assigned = [node.value for node in tree.body if isinstance(node, ast.Assign) and _names(node, name)]
    found = [list(_within(node)) for node in assigned]
    return tuple(itertools.chain.from_iterable(found if any(found) else [_within(tree)]))


def _within(root: ast.AST) -> Iterator[ast.Dict | ast.Constant]:
    inside: set[int] = set()
    for node in ast.walk(root):
        if isinstance(node, ast.Dict) and id(node) not in inside and {"StartAt", "States"} & set(_keys(node)):
            # What a Parallel or Map holds belongs to the machine around it.
            inside |= {id(each) for each in ast.walk(node)}
            yield node
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and '"States"' in node.value:
            yield node


def _names(node: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in node.targets)


def _keys(node: ast.Dict) -> dict[str, ast.expr]:
    return {
        str(key.value): value
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant)
    }


def _in_dict(node: ast.Dict, steps: list[str]) -> int:
    line = node.lineno
    at: ast.expr = node
    for step in steps:
        if isinstance(at, ast.Dict) and step in _keys(at):
            line = next(
                key.lineno for key in at.keys if isinstance(key, ast.Constant) and str(key.value) == step
            )
            at = _keys(at)[step]
        elif isinstance(at, ast.List) and step.isdigit() and int(step) < len(at.elts):
            at = at.elts[int(step)]
            line = at.lineno
        else:
            break
    return line


def _in_text(node: ast.Constant, location: str) -> int:
    return node.lineno + parse(str(node.value)).place(location, key=True).line - 1


def _steps(location: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in location.split("/")[1:]]
