"""What an expression reads: one walk over its tree, for the evaluation and for the linter.

Names that the expression binds itself (parameters, `$x := ...`, `@$x`, `#$i`) are not read from outside. A name in a
path is looked up in what the step before it found; at the beginning of a path it would be looked up in a context that
expressions of AWS do not have.
"""

from collections.abc import Iterable
from typing import Any

__all__ = ["Reading"]

Names = set[str]


class Reading:
    """The result of the walk over one tree.

    `variables` and `functions` are names without `$`; `states` are the paths read below `$states`, `()` for `$states`
    itself; `contexts` are the references to a context that is not there: names, `$`, `$$`. `climbs` tells that it may go
    up again from where a path leads, by `%` or by `@`.
    """

    def __init__(self, tree: Any) -> None:
        self.variables: Names = set()
        self.functions: Names = set()
        self.states: set[tuple[str, ...]] = set()
        self.contexts: list[str] = []
        self.climbs = False
        self._walk(tree, set(), top=True)

    def _walk(self, node: Any, bound: Names, *, top: bool) -> None:
        """Note what a node reads. `bound` grows by what it binds; `top` tells that it has no context."""
        if node is None:
            return
        getattr(self, f"_{node.type}", self._parts)(node, bound, top)
        for predicate in node.predicate or ():
            self._walk(predicate.expr, bound, top=False)
        if node.type != "path":
            self._group(node.group, bound, top=False)

    def _each(self, nodes: Iterable[Any], bound: Names, *, top: bool) -> None:
        for node in nodes:
            self._walk(node, bound, top=top)

    def _parts(self, node: Any, bound: Names, top: bool) -> None:  # noqa: FBT001  (one signature for all types)
        parts = (node.lhs, node.rhs, node.expression, node.condition, node.then, node._else)  # noqa: SLF001
        self._each((part for part in parts if part is not None), bound, top=top)
        self._each(node.expressions or (), bound, top=top)
        for pair in node.lhs_object or ():
            self._each(pair, bound, top=top)

    def _variable(self, node: Any, bound: Names, top: bool) -> None:  # noqa: FBT001  (see _parts)
        if node.value == "":
            self._context("$", top=top)
        elif node.value == "$":
            self._context("$$", top=True)
        elif node.value == "states" and "states" not in bound:
            self.states.add(())
        elif node.value not in bound:
            self.variables.add(node.value)

    def _name(self, node: Any, bound: Names, top: bool) -> None:  # noqa: ARG002, FBT001  (see _parts)
        self._context(str(node.value), top=top)

    def _context(self, reference: str, *, top: bool) -> None:
        if top and reference not in self.contexts:
            self.contexts.append(reference)

    def _path(self, node: Any, bound: Names, top: bool) -> None:  # noqa: FBT001  (see _parts)
        first = node.steps[0]
        is_states = first.type == "variable" and first.value == "states" and "states" not in bound
        for index, step in enumerate(node.steps):
            if index or not is_states:
                self._walk(step, bound, top=top and index == 0)
            bound.update(str(name) for name in (step.focus, step.index) if isinstance(name, str))
            for stage in step.stages or ():
                if stage.type == "index":
                    bound.add(str(stage.value))
                else:
                    self._walk(stage.expr, bound, top=False)
            self._each((term.expression for term in step.terms or ()), bound, top=False)
        self.climbs = self.climbs or any(step.tuple or step.type == "parent" for step in node.steps)
        if is_states:
            self.states.add(_field_names(node.steps[0], node.steps[1:]))
        self._group(node.group, bound, top=False)

    def _group(self, group: Any, bound: Names, *, top: bool) -> None:
        for pair in group.lhs_object if group is not None else ():
            self._each(pair, bound, top=top)

    def _function(self, node: Any, bound: Names, top: bool) -> None:  # noqa: FBT001  (see _parts)
        called = node.procedure
        if called.type == "variable" and called.value not in {"", "$"} and not called.predicate:
            if called.value not in bound:
                self.functions.add(called.value)
        elif called.type != "path" or len(called.steps) > 1:
            self._walk(called, bound, top=top)
        else:
            self._context(str(called.steps[0].value), top=top)
        self._each((part for part in node.arguments if part.type != "operator"), bound, top=top)

    _partial = _function

    def _apply(self, node: Any, bound: Names, top: bool) -> None:  # noqa: FBT001  (see _parts)
        self._walk(node.lhs, bound, top=top)
        if node.rhs.type == "variable" and node.rhs.value not in bound:
            self.functions.add(node.rhs.value)
        else:
            self._walk(node.rhs, bound, top=top)

    def _bind(self, node: Any, bound: Names, top: bool) -> None:  # noqa: FBT001  (see _parts)
        # A function may call itself by the name it is given.
        names = {str(node.lhs.value)}
        self._walk(node.rhs, bound | names if node.rhs.type == "lambda" else bound, top=top)
        bound |= names

    def _block(self, node: Any, bound: Names, top: bool) -> None:  # noqa: FBT001  (see _parts)
        within = set(bound)
        later = {str(part.lhs.value) for part in node.expressions if part.type == "bind"}
        for part in node.expressions:
            # Functions run later, when all names of the block have their values.
            is_function = part.type == "lambda" or (part.type == "bind" and part.rhs.type == "lambda")
            self._walk(part, within | later if is_function else within, top=top)
            if part.type == "bind":
                within.add(str(part.lhs.value))

    def _lambda(self, node: Any, bound: Names, top: bool) -> None:  # noqa: FBT001  (see _parts)
        self._walk(node.body, bound | {str(argument.value) for argument in node.arguments}, top=top)

    def _transform(self, node: Any, bound: Names, top: bool) -> None:  # noqa: ARG002, FBT001  (see _parts)
        self._each((node.pattern, node.update, node.delete), set(bound), top=False)


def _field_names(first: Any, steps: list[Any]) -> tuple[str, ...]:
    """Return the names at the beginning of a path that lead from `first` through plain fields."""
    names: list[str] = []
    if first.stages or first.predicate:
        return ()
    for step in steps:
        if step.type != "name":
            break
        names.append(str(step.value))
        if step.stages:
            break
    return tuple(names)
