"""What learners get wrong in M12 E4, told from what came of their calls, and once from what they wrote."""

import ast

from grader.checks import AnswerError, Bench, same
from grader.checks.source import parsed

from .awaited import WAIT
from .driving import Called
from .failing import Failing
from .starting import START, Started

__all__ = ["asks_express_for_its_history", "gives_new_names", "reads_the_receipt"]


def gives_new_names(found: list[Started]) -> bool:
    """Whether the same payment was started under several names."""
    return any(
        len(set(seen.arns)) > 1 and all(same(each, seen.payment) for each in seen.inputs) for seen in found
    )


def reads_the_receipt(bench: Bench) -> bool:
    """Whether somewhere ``output`` is read of what StartExecution returned."""
    for name in (START, WAIT):
        try:
            tree = parsed(bench.answers[name].source)
        except AnswerError:
            continue
        if tree is None:
            continue
        receipts = _receipts(tree)
        if any(_is_output_of_start(node, receipts) for node in ast.walk(tree)):
            return True
    return False


def _receipts(tree: ast.Module) -> set[str]:
    """Return the names that hold what StartExecution returned, and never anything else."""
    held: dict[str, list[bool]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            held.setdefault(node.targets[0].id, []).append(_is_start(node.value))
    return {name for name, starts in held.items() if all(starts)}


def _is_start(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "start_execution"
    )


def _is_output_of_start(node: ast.AST, receipts: set[str]) -> bool:
    read: ast.AST
    if isinstance(node, ast.Subscript):
        read, key = node.value, node.slice
    elif (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and node.args
    ):
        read, key = node.func.value, node.args[0]
    else:
        return False
    of_start = _is_start(read) or (isinstance(read, ast.Name) and read.id in receipts)
    return of_start and isinstance(key, ast.Constant) and key.value == "output"


def asks_express_for_its_history(found: list[tuple[str, Failing, Called]]) -> bool:
    """Whether the one execution of an Express workflow ends in the error of a call that only Standard answers."""
    raised = [got.error.raised for kind, _, got in found if kind == "express" and got.error]
    return any(each and each.code == "InvalidArn" for each in raised)
