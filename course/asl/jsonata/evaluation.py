"""One evaluation of one expression: the library's evaluator within bounds.

The library evaluates recursively in Python and keeps the running evaluator in a thread-local place. An evaluation
never waits for anything, so greenlets of one thread do not meet inside one.
"""

import random
from collections.abc import Callable
from typing import Any

from jsonata.jsonata import Jsonata  # type: ignore[import-untyped]  # it ships no types
from jsonata.utils import Utils  # type: ignore[import-untyped]  # it ships no types

from .bounds import BYTES, DEPTH, NESTING, STEPS
from .failures import MEMORY, STACK, TIMEOUT, BoundExceeded
from .frame import Frame
from .grammar import Node, Reparser
from .operators import Operators
from .values import NULL
from .walk import ELSEWHERE, MISSING, walk_of

__all__ = ["Evaluation"]


class Evaluation(Operators):
    """The evaluator of one expression, once. `random` and `millis` (since 1970) are all it knows of the world."""

    parser = Reparser()

    def __init__(self, frame: Frame, random: random.Random, millis: int) -> None:
        self.environment = frame
        self.input = None
        self.random = random
        self.timestamp = millis
        self.steps = 0
        self.depth = 0
        self.kept = 0
        self.weights: dict[int, tuple[Any, int, int, int]] = {}

    def run(self, tree: Node) -> Any:
        """Return the result as the library has it; None is nothing at all.

        Raises `JException` for an error of the language, `BoundExceeded`, and whatever Python finds wrong.
        """
        before = getattr(Jsonata.CURRENT, "jsonata", None)
        Jsonata.CURRENT.jsonata = self
        try:
            return self.eval(tree, None, self.environment)
        finally:
            Jsonata.CURRENT.jsonata = before

    def eval(self, expr: Node, input: Any, environment: Frame) -> Any:
        """Return the value of one node of the tree; the library calls this for each."""
        self.steps += 1
        if self.steps > STEPS:
            raise BoundExceeded(TIMEOUT)
        if self.depth >= DEPTH:
            raise BoundExceeded(STACK)
        self.depth += 1
        try:
            handler = HANDLERS.get(expr.type)
            result = handler(self, expr, input, environment) if handler else None
            for predicate in expr.predicate or ():
                result = self.evaluate_filter(predicate.expr, result, environment)
            if expr.group is not None and expr.type != "path":
                result = self.evaluate_group_expression(expr.group, result, environment)
        finally:
            self.depth -= 1
        if expr.type in MAKERS:
            self.weigh(result)
        elif isinstance(result, list):
            self._count(result)
        if isinstance(result, Utils.JList) and result.sequence and not result.tuple_stream:
            return _as_value(expr, result)
        return result

    def charge(self, steps: int) -> None:
        """Count work. Raises `BoundExceeded` when it is more than one evaluation may do."""
        self.steps += steps
        if self.steps > STEPS:
            raise BoundExceeded(TIMEOUT)

    def weigh(self, value: Any) -> tuple[int, int]:
        """Return size and nesting of a value; a container is seldom looked at twice in an evaluation.

        Raises `BoundExceeded` if the value is too large.
        """
        if isinstance(value, str):
            size, nesting = len(value), 0
        elif isinstance(value, (list, dict)):
            known = self.weights.get(id(value))
            if known is not None and known[0] is value and known[3] == len(value):
                return known[1], known[2]
            size, nesting = self._weigh_items(value)
            self._keep(value, size, nesting)
        else:
            return 8, 0
        if size > BYTES or nesting > NESTING:
            raise BoundExceeded(MEMORY)
        return size, nesting

    def _keep(self, value: Any, size: int, nesting: int) -> None:
        """Remember what a container weighs. It stays alive for that, so there is an end to how much is remembered."""
        self.kept += len(value)
        if self.kept > BYTES >> 3:
            self.weights.clear()
            self.kept = len(value)
        self.weights[id(value)] = (value, size, nesting, len(value))

    def _weigh_items(self, value: Any) -> tuple[int, int]:
        self.charge(len(value) >> 3)
        items, size, nesting = value, 8, 0
        if isinstance(value, dict):
            items, size = value.values(), 8 + sum(map(len, value))
        for item in items:
            if isinstance(item, (list, dict)):
                weight, deep = self.weigh(item)
                size += weight
                nesting = max(nesting, deep)
            else:
                size += len(item) if isinstance(item, str) else 8
            if size > BYTES:
                break
        return size, nesting + 1

    def _count(self, items: list[Any]) -> None:
        if len(items) * 8 > BYTES:
            raise BoundExceeded(MEMORY)
        self.charge(len(items) >> 6)

    def create_frame(self, enclosing_environment: Frame | None = None) -> Frame:
        """Return a frame within another; the library calls this for each block and call."""
        return Frame(enclosing_environment)

    def get_per_thread_instance(self) -> "Evaluation":
        """Return this evaluation, whichever was created last."""
        return self


def _as_value(expr: Node, sequence: Any) -> Any:
    """Return what a sequence is as a value: nothing if empty, its item if there is one, else the sequence."""
    if expr.keep_array:
        sequence.keep_singleton = True
    if not sequence:
        return None
    return sequence[0] if len(sequence) == 1 and not sequence.keep_singleton else sequence


def _literal(_evaluation: Evaluation, expr: Node, _input: Any, _environment: Frame) -> Any:
    return NULL if expr.value is None else expr.value


def _path(evaluation: Evaluation, expr: Node, input: Any, environment: Frame) -> Any:
    walk = walk_of(expr)
    # At the bound the library's evaluator says what is too deep.
    if walk is not None and evaluation.depth < DEPTH:
        found = walk.follow(environment.lookup(walk.variable) if walk.variable else input)
        if found is not ELSEWHERE:
            evaluation.steps += 1 + len(walk.fields)
            return None if found is MISSING else found
    return evaluation.evaluate_path(expr, input, environment)


def _parent(_evaluation: Evaluation, expr: Node, _input: Any, environment: Frame) -> Any:
    return environment.lookup(expr.slot.label)


def _function(evaluation: Evaluation, expr: Node, input: Any, environment: Frame) -> Any:
    return evaluation.evaluate_function(expr, input, environment, Utils.NONE)


HANDLERS: dict[str | None, Callable[[Evaluation, Node, Any, Frame], Any]] = {
    "apply": Evaluation.evaluate_apply_expression,
    "binary": Evaluation.evaluate_binary,
    "bind": Evaluation.evaluate_bind_expression,
    "block": Evaluation.evaluate_block,
    "condition": Evaluation.evaluate_condition,
    "descendant": lambda evaluation, expr, found, _: evaluation.evaluate_descendants(expr, found),
    "function": _function,
    "lambda": Evaluation.evaluate_lambda,
    "name": Evaluation.evaluate_name,
    "number": _literal,
    "parent": _parent,
    "partial": Evaluation.evaluate_partial_application,
    "path": _path,
    "regex": lambda evaluation, expr, _, __: evaluation.evaluate_regex(expr),
    "string": _literal,
    "transform": Evaluation.evaluate_transform_expression,
    "unary": Evaluation.evaluate_unary,
    "value": _literal,
    "variable": Evaluation.evaluate_variable,
    "wildcard": lambda evaluation, expr, found, _: evaluation.evaluate_wildcard(expr, found),
}
# What makes containers that were not there before; the others hand on what is there.
MAKERS = frozenset({"apply", "function", "unary"})
