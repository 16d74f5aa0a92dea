"""The text of module 5's exercises says what the rubrics check."""

import ast
import inspect
from pathlib import Path
from types import ModuleType

import pytest

from course.widgets.lesson.questions import read as read_questions
from grader.build.text_notebook import TextNotebook, read
from grader.checks import same_code
from grader.rubrics import insurer
from grader.rubrics.m05 import given_publisher, given_system

PATH = Path("authoring/assignments/m05_publish_subscribe.py")
OBJECTIVES = 5


@pytest.fixture(scope="module")
def notebook() -> TextNotebook:
    """The text notebook of module 5."""
    path = Path(__file__).parents[2] / PATH
    return read(PATH, path.read_text(encoding="utf-8"))


def cell(notebook: TextNotebook, **marks: str) -> str:
    """Return the source of the cell with these marks."""
    return next(each.source for each in notebook.cells if marks.items() <= each.marks.items())


class WithoutHints(ast.NodeTransformer):
    """Takes type hints out of a tree."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Take them from a signature."""
        node.returns = None
        for argument in node.args.args:
            argument.annotation = None
        self.generic_visit(node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """Take them from an assignment."""
        assert node.value is not None
        return ast.Assign([node.target], node.value, lineno=node.lineno)


def defined(source: str, name: str) -> str:
    """Return the statement of a source that defines `name`, without type hints."""
    for node in ast.parse(source).body:
        named = node.name if isinstance(node, ast.FunctionDef) else ""
        if isinstance(node, ast.Assign):
            named = ast.unparse(node.targets[0])
        if named == name:
            return ast.unparse(WithoutHints().visit(node))
    raise AssertionError(name)


@pytest.mark.parametrize("name", given_system.__all__)
def test_the_system_that_learners_read_is_the_one_that_is_examined(notebook: TextNotebook, name: str) -> None:
    """What stands in the cell `given_system` is the code that the rubric runs."""
    given = defined(cell(notebook, locked="given_system"), name)

    assert same_code(defined(inspect.getsource(given_system), name), given)


@pytest.mark.parametrize("room, name", [(given_publisher, "announce"), (insurer, "ATTRIBUTES")])
def test_the_publisher_that_learners_are_given_is_the_one_compared_with(
    notebook: TextNotebook, room: ModuleType, name: str
) -> None:
    """The publisher in the answer cell of E4 is the rubric's."""
    given = defined(cell(notebook, solution="m05.e4"), name)

    assert same_code(defined(inspect.getsource(room), name), given)


def test_the_knowledge_check_has_items_for_the_five_objectives() -> None:
    """Those of the lesson's head."""
    assert OBJECTIVES == len({item.objective for item in read_questions("m05").items})
