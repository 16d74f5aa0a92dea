"""What is wrong with an update that can be read."""

from .calls import check_brackets, check_count, check_functions, check_path, wrong_type
from .paths import clashes
from .placeholders import Placeholders, check_names
from .reader import ExpressionError
from .tree import Action, Call, Node, Path, Sum, Update, Value, bare, walk

__all__ = ["check_update"]

FUNCTIONS = {"if_not_exists": 2, "list_append": 2}
_IN_WORDS = {
    "B": "BINARY", "BOOL": "BOOLEAN", "BS": "BINARY_SET", "L": "LIST", "M": "MAP", "N": "NUMBER", "NS": "NUMBER_SET",
    "NULL": "NULL", "S": "STRING", "SS": "STRING_SET",
}  # fmt: skip
_SETS = ("BS", "NS", "SS")
_TAKEN = {"ADD": ("N", *_SETS), "DELETE": _SETS}


def check_update(tree: Update, known: Placeholders) -> None:
    """Raise `ExpressionError` for an update that DynamoDB refuses; note which placeholders it uses."""
    check_brackets(tree)
    check_functions(tree, FUNCTIONS)
    check_names([tree])
    for section in tree.sections:
        if tree.sections.count(section) > 1:
            raise ExpressionError(f'The "{section}" section can only be used once in an update expression;')
    for each in walk(tree):
        if isinstance(each, Path):
            known.steps(each)
        elif isinstance(each, Value):
            known.value(each)
    clashes(known.steps(each.path) for each in tree.actions)
    for each in walk(tree):
        _check_operands(each, known)


def _check_operands(node: Node, known: Placeholders) -> None:
    if isinstance(node, Call):
        check_count(node, FUNCTIONS)
        if node.function == "if_not_exists":
            check_path(node)
        else:
            _check_types(node.function, node.operands, "L", known)
    elif isinstance(node, Sum):
        _check_types(node.operator, (node.left, node.right), "N", known)
    elif isinstance(node, Action) and node.section in _TAKEN and node.value is not None:
        found = known.kind(node.value)
        if found not in _TAKEN[node.section]:
            raise ExpressionError(
                f"Incorrect operand type for operator or function; operator: {node.section}, "
                f"operand type: {_IN_WORDS[str(found)]}, typeSet: ALLOWED_FOR_{node.section}_OPERAND"
            )


def _check_types(operator: str, operands: tuple[Node, ...], wanted: str, known: Placeholders) -> None:
    for operand in operands:
        found = known.kind(bare(operand))
        if found not in (None, wanted):
            raise wrong_type(operator, str(found))
