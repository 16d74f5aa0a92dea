"""An update written again without brackets, for a reader that has none."""

from .tree import Action, Call, Node, Path, Sum, Update, Value, bare
from .updates import update

__all__ = ["without_brackets"]


def without_brackets(text: str) -> str:
    """Return an update that means the same and has no brackets but those of functions.

    Raises `ExpressionError` for one that cannot be read, `NotImplementedError` where brackets say what is added first.
    """
    tree = update(text)
    return " ".join(f"{section} {', '.join(_actions(tree, section))}" for section in tree.sections)


def _actions(tree: Update, section: str) -> list[str]:
    return [_action(each) for each in tree.actions if each.section == section]


def _action(action: Action) -> str:
    path = _operand(action.path)
    if action.value is None:
        return path
    between = " = " if action.section == "SET" else " "
    return f"{path}{between}{_value(bare(action.value))}"


def _value(value: Node) -> str:
    if isinstance(value, Sum):
        return f"{_operand(bare(value.left))} {value.operator} {_operand(bare(value.right))}"
    return _operand(value)


def _operand(operand: Node) -> str:
    if isinstance(operand, Path):
        first, *more = operand.steps
        return f"{first}{''.join(f'[{each}]' if isinstance(each, int) else f'.{each}' for each in more)}"
    if isinstance(operand, Value):
        return operand.name
    if isinstance(operand, Call):
        return f"{operand.function}({', '.join(_operand(bare(each)) for each in operand.operands)})"
    raise NotImplementedError("a sum inside of a sum")
