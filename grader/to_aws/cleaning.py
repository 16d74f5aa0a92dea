"""How all of it is taken away again, and how somebody sees that nothing is left."""

from collections.abc import Iterator

from .found import Found

__all__ = ["clean_up"]

_BUCKETS = (
    'for bucket in $(aws cloudformation list-stack-resources --stack-name "$STACK" --query '
    "\"StackResourceSummaries[?ResourceType=='AWS::S3::Bucket'].PhysicalResourceId\" --output text); do\n"
    '  aws s3 rm "s3://$bucket" --recursive\n'
    "done"
)
_LOOK = """aws cloudformation describe-stacks --stack-name "$STACK"
aws resourcegroupstaggingapi get-resources --tag-filters "Key=aws:cloudformation:stack-name,Values=$STACK"
aws logs describe-log-groups --query "logGroups[].logGroupName"
"""


def clean_up(found: Found) -> Iterator[str]:
    """Yield the steps as lines of a numbered list."""
    steps = [*_empty(found), *_delete(), *_logs(found), *_rest(), *_look()]
    for number, (words, command) in enumerate(steps, start=1):
        yield f"{number}. {words}"
        if command:
            yield ""
            yield "   ```sh"
            yield from (f"   {line}" for line in command.splitlines())
            yield "   ```"
            yield ""


Steps = Iterator[tuple[str, str]]


def _empty(found: Found) -> Steps:
    if found.of("bucket"):
        yield (
            "Empty the buckets, or they stay, and the stack with them. What lay in them is gone for good:",
            _BUCKETS,
        )


def _delete() -> Steps:
    yield (
        'Delete the stack, and wait until it is gone (`sam delete --stack-name "$STACK"` does the same):',
        'aws cloudformation delete-stack --stack-name "$STACK"\naws cloudformation wait stack-delete-complete --stack-name "$STACK"',
    )


def _logs(found: Found) -> Steps:
    kept = {piece.name for piece in found.of("log group")}
    named = [f"/aws/lambda/{piece.name}" for piece in found.of("function")]
    groups = " ".join(each for each in named if each not in kept)
    if groups:
        yield (
            "Delete the functions' log groups: Lambda makes them by itself when a function runs, and they belong to no stack. One that is not there was never made, and AWS says so:",
            f'for group in {groups}; do\n  aws logs delete-log-group --log-group-name "$group"\ndone',
        )


def _rest() -> Steps:
    yield (
        "Delete the bucket for the programs. After `aws cloudformation package` it is yours:",
        'aws s3 rb "s3://$STACK-code-$ACCOUNT" --force',
    )
    yield (
        "After `sam deploy` the programs lie in a bucket of SAM's own, in the stack `aws-sam-cli-managed-default`, which serves all that you deploy with SAM; empty it when you need it no more.",
        "",
    )
    yield (
        "Delete the budget, if you have no other use for it:",
        'aws budgets delete-budget --account-id "$ACCOUNT" --budget-name "$STACK"',
    )


def _look() -> Steps:
    yield (
        "See that nothing is left. The first command says that the stack does not exist, the second lists nothing (it may be some minutes behind), and the third lists no log group of yours:",
        _LOOK,
    )
