"""The text of the capstone says what the rubrics check."""

import ast
import inspect
from pathlib import Path

import pytest

from grader import rubrics
from grader.build.text_notebook import TextNotebook, read
from grader.checks import same_code
from grader.rubrics.m14 import edges, system

PATH = Path("authoring/assignments/m14_capstone.py")


@pytest.fixture(scope="module")
def notebook() -> TextNotebook:
    """The text notebook of the capstone."""
    path = Path(__file__).parents[2] / PATH
    return read(PATH, path.read_text(encoding="utf-8"))


class WithoutHints(ast.NodeTransformer):
    """Takes type hints out of a tree."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Take them from a signature."""
        node.returns = None
        every = node.args
        for argument in (*every.args, *filter(None, (every.vararg, every.kwarg))):
            argument.annotation = None
        self.generic_visit(node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """Take them from an assignment."""
        assert node.value is not None
        return ast.Assign([node.target], node.value, lineno=node.lineno)


def defined(source: str) -> dict[str, str]:
    """Return the statements of a source that define something, by the names, without type hints."""
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = ast.unparse(WithoutHints().visit(node))
        elif isinstance(node, ast.Assign):
            for name in ast.walk(node.targets[0]):
                if isinstance(name, ast.Name):
                    found[name.id] = ast.unparse(node)
    return found


@pytest.mark.parametrize("name", edges.__all__)
def test_what_stands_before_is_the_same_for_learners_and_examiner(notebook: TextNotebook, name: str) -> None:
    """What stands in the cell `given_edges` is the code that the rubrics run."""
    cell = next(each.source for each in notebook.cells if each.marks.get("locked") == "given_edges")

    assert same_code(defined(inspect.getsource(edges))[name], defined(cell)[name])


def test_all_five_exercises_share_a_learners_settings() -> None:
    """The values of each hold those of the second, which `deploy` gets."""
    settings = rubrics.exercise("m14.e2").values("ada")
    values = [rubrics.exercise(each).values("ada") for each in rubrics.ids("m14")]

    assert [settings] * 5 == [{name: each.get(name) for name in settings} for each in values]


def test_the_capstone_is_worth_a_hundred_points() -> None:
    """By exercise, as the curriculum has them."""
    assert [20, 30, 25, 15, 10] == [rubrics.exercise(each).maximum for each in rubrics.ids("m14")]


def test_the_keys_of_what_deploy_returns_stand_in_the_text(notebook: TextNotebook) -> None:
    """Those that the driver asks for."""
    text = "\n".join(each.source for each in notebook.cells)

    assert [] == [name for name in system.RETURNED if f'"{name}": ' not in text]
