"""The instructions that lie beside a template: what it is, how to deploy, try, price and remove it; and the files they name."""

import json
from collections.abc import Iterable, Iterator

from .cleaning import clean_up
from .found import Found, Piece
from .prices import costs, warnings
from .trying import PAYLOAD, payload, tried

__all__ = ["BUDGET_USD", "instructions"]

# Enough for any exercise by far, and little enough to hear of a mistake early.
BUDGET_USD = "5"
_WHOSE = {
    "yours": "your answer",
    "given": "the exercise, before your answer",
    "check": "the exercise's check",
    "stand-in": "a stand-in",
    "aws": "AWS, in every account",
}


def instructions(found: Found, *, solution: bool) -> dict[str, str]:
    """Return the files, by name."""
    stack = f"course-{found.exercise.replace('.', '-')}"
    return {
        "README.md": "\n".join(_page(found, stack, solution=solution)) + "\n",
        PAYLOAD: payload(found.trial),
        "budget.json": _json(_budget(stack)),
        "alert.json": _json(_alert()),
    }


def _page(found: Found, stack: str, *, solution: bool) -> Iterator[str]:
    whose = "the course's own answer" if solution else "your answer"
    yield f"# {found.exercise}, {found.title}, for AWS"
    yield ""
    yield f"This is {whose} as an AWS SAM template, with what it needs around it, for the Region {found.region}."
    yield "It was written on your own machine from the account in memory; nothing was sent to AWS, and nothing will be until you do it."
    yield "What you deploy costs your money: read [what it costs](#what-it-costs), and [clean up](#clean-up) when you are done."
    yield from _section("What is in it", _contents(found))
    yield from _section("What is left out, and why", _left_out(found))
    yield from _section("Before you begin", _prerequisites(found, stack))
    yield from _section("A budget alarm first", _budget_first())
    yield from _section("Deploy", _deploy())
    yield from _section("Try it once", _try(found))
    yield from _section("What it costs", costs(found))
    yield from _section("What AWS bills besides", (f"- {each}" for each in warnings(found)))
    yield from _section("Clean up", clean_up(found))


def _section(heading: str, lines: Iterator[str]) -> Iterator[str]:
    yield ""
    yield f"## {heading}"
    yield ""
    yield from lines


def _contents(found: Found) -> Iterator[str]:
    yield "- `template.yaml`: all resources, with a role of its own for each that needs one"
    if found.of("function"):
        yield "- `src/`: the functions' programs, a folder for each"
    yield f"- `{PAYLOAD}`: what the command below sends to try it; `budget.json`, `alert.json`: the budget alarm"
    yield ""
    yield "| What | Name | Made by |"
    yield "| --- | --- | --- |"
    for piece in found.pieces:
        yield f"| {piece.kind} | `{piece.name}` | {_WHOSE[_made_by(found, piece)]} |"


def _made_by(found: Found, piece: Piece) -> str:
    if piece == Piece("bus", "default", piece.whose):
        return "aws"
    return "stand-in" if piece.name in found.stand_ins else piece.whose


def _left_out(found: Found) -> Iterator[str]:
    if found.stand_ins:
        queues = [piece.name for piece in found.of("queue") if piece.name in found.stand_ins]
        yield (
            f"- The work of {_named(found.stand_ins)}: the exercise's check played them. A function among them answers with what "
            "it is given, until you write its program in `src/`."
        )
        if queues:
            yield f"- Whoever reads {_named(queues)}: the messages wait there for you."
    yield from (f"- {each}." for each in found.left_out)
    yield "- What the lab does not do like AWS: `docs/account.md` of the course says it, service by service."
    yield "- Whether the answer is right: that is what `course check` is for."


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"`{each}`" for each in names)


def _prerequisites(found: Found, stack: str) -> Iterator[str]:
    yield "1. An AWS account of your own, best one in which nothing else is; sign in as a user of it, not as its root."
    yield "2. The AWS CLI, version 2, and for the shorter way the AWS SAM CLI."
    yield "3. A POSIX shell (on Windows Git Bash or WSL), in this folder. Everything below uses these three names:"
    yield ""
    yield "```sh"
    yield f"export STACK={stack} REGION={found.region} AWS_DEFAULT_REGION={found.region}"
    yield "export ACCOUNT=$(aws sts get-caller-identity --query Account --output text)"
    yield 'echo "$ACCOUNT"'
    yield "```"
    yield ""
    yield "The last line shows the account that you will deploy to; go on if it is the right one."


def _budget_first() -> Iterator[str]:
    yield f"Write your address into `alert.json`; then AWS tells you by mail when half of {BUDGET_USD} USD a month are spent."
    yield ""
    yield "```sh"
    yield (
        'aws budgets create-budget --account-id "$ACCOUNT" --budget file://budget.json '
        "--notifications-with-subscribers file://alert.json"
    )
    yield "```"
    yield ""
    yield "A budget tells you, and stops nothing; AWS adds up some hours late."


def _deploy() -> Iterator[str]:
    yield "With SAM:"
    yield ""
    yield "```sh"
    yield 'sam deploy --template-file template.yaml --stack-name "$STACK" --region "$REGION" --capabilities CAPABILITY_IAM --resolve-s3'
    yield "```"
    yield ""
    yield "Or with the AWS CLI alone:"
    yield ""
    yield "```sh"
    yield 'aws s3 mb "s3://$STACK-code-$ACCOUNT"'
    yield 'aws cloudformation package --template-file template.yaml --s3-bucket "$STACK-code-$ACCOUNT" --output-template-file packaged.yaml'
    yield (
        'aws cloudformation deploy --template-file packaged.yaml --s3-bucket "$STACK-code-$ACCOUNT" --stack-name "$STACK" '
        "--capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND"
    )
    yield "```"
    yield ""
    yield "Where it fails, AWS takes back what it had made, and the stack stays, empty: delete it as under [clean up](#clean-up) before you try again. Why it failed is shown by:"
    yield ""
    yield "```sh"
    yield 'aws cloudformation describe-stack-events --stack-name "$STACK" --query "StackEvents[?contains(ResourceStatus, \'FAILED\')].[LogicalResourceId, ResourceStatusReason]"'
    yield "```"


def _try(found: Found) -> Iterator[str]:
    command, *look = tried(found) or ("",)
    if not command:
        yield "Nothing in it can be called from outside."
        return
    known = found.trial and any(found.trial.sent.values())
    yield (
        f"`{PAYLOAD}` holds what is sent: what the exercise's check sent first."
        if known
        else f"`{PAYLOAD}` holds what is sent; put an example from the exercise into it."
    )
    yield ""
    yield "```sh"
    yield command
    yield "```"
    if look:
        yield ""
        yield "What became of it:"
        yield ""
        yield "```sh"
        yield from look
        yield "```"


def _budget(stack: str) -> dict[str, object]:
    return {
        "BudgetName": stack,
        "BudgetLimit": {"Amount": BUDGET_USD, "Unit": "USD"},
        "TimeUnit": "MONTHLY",
        "BudgetType": "COST",
    }


def _alert() -> list[dict[str, object]]:
    return [
        {
            "Notification": {
                "NotificationType": "ACTUAL",
                "ComparisonOperator": "GREATER_THAN",
                "Threshold": 50,
                "ThresholdType": "PERCENTAGE",
            },
            "Subscribers": [{"SubscriptionType": "EMAIL", "Address": "you@example.org"}],
        }
    ]


def _json(document: object) -> str:
    return json.dumps(document, indent=2) + "\n"
