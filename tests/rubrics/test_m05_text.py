"""The text of module 5's exercises says what the rubrics check."""

import ast
import inspect
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from course.cloud import Account
from course.widgets.lesson.questions import read as read_questions
from grader.build.text_notebook import TextNotebook, read
from grader.checks import same_code
from grader.rubrics import insurer
from grader.rubrics.m05 import given_system
from grader.rubrics.m05.backstage import make_topic
from grader.rubrics.m05.bad_day import KINDS
from grader.rubrics.m05.given_publisher import listen, said_by_given

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


@pytest.mark.parametrize("name", ["HANDLER", "make_function", "make_partner"])
def test_the_parties_that_learners_read_are_those_that_are_examined(
    notebook: TextNotebook, name: str
) -> None:
    """Function and partner in the cell `given_system` are the code that the rubric runs."""
    given = defined(cell(notebook, locked="given_system"), name)

    assert same_code(defined(inspect.getsource(given_system), name), given)


def test_the_system_that_learners_read_is_the_one_that_is_examined(notebook: TextNotebook) -> None:
    """The cell `given_system` builds it by calls, the rubric without: the same is there then."""
    space = dict[str, Any]()
    exec(cell(notebook, locked="given_system"), space)  # noqa: S102  our own notebook

    by_calls, without = (standing(build) for build in (space["build"], given_system.build))

    assert list(KINDS) == [each["kind"] for each in without["wiring"]["subscriptions"].values()]
    assert by_calls == without


def standing(build: Callable[..., Any]) -> dict[str, Any]:
    """Build the system, and return what is there then: all but moments and the ids that AWS draws."""
    with Account() as account:
        wiring, received = build(
            account, "north", dict(zip(KINDS, (*insurer.SERVICES, "fraud"), strict=True))
        )
        sns, sqs = account.client("sns"), account.client("sqs")
        arns = [each.pop("subscription_arn") for each in wiring["subscriptions"].values()]
        urls = sqs.list_queues()["QueueUrls"]
        return {
            "wiring": wiring,
            "received": received,
            "inventory": account.inventory(),
            "subscriptions": [
                _lasting(sns.get_subscription_attributes(SubscriptionArn=arn), "SubscriptionArn")
                for arn in arns
            ],
            "queues": [
                _lasting(
                    sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]),
                    "CreatedTimestamp",
                    "LastModifiedTimestamp",
                )
                for url in urls
            ],
        }


def _lasting(answer: dict[str, Any], *others: str) -> dict[str, str]:
    return {name: value for name, value in answer["Attributes"].items() if name not in others}


def test_the_publisher_that_learners_are_given_says_what_the_rubric_compares_with(
    notebook: TextNotebook,
) -> None:
    """The publisher in the answer cell of E4 speaks, and a listener without a filter hears every word."""
    rng, space = random.Random(0), dict[str, Any]()
    exec(cell(notebook, solution="m05.e4"), space)  # noqa: S102  our own notebook
    made = [
        {"fact": insurer.fact(rng, number), "outcome": outcome}
        for number, outcome in enumerate(insurer.OUTCOMES)
    ]
    batches = [made[:2], made[2:]]

    with Account() as account:
        said = listen(account, make_topic(account, "payments"), space["announce"], batches)

    assert len(made) == len(said.messages)
    assert said_by_given(batches) == said


def test_the_knowledge_check_has_items_for_the_five_objectives() -> None:
    """Those of the lesson's head."""
    assert OBJECTIVES == len({item.objective for item in read_questions("m05").items})
