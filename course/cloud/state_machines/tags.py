"""Tags of state machines and activities.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#concepts-tagging
"""

from typing import TYPE_CHECKING, Any

from course.facts import value

from .arns import parse
from .refusals import RefusedError, not_found

if TYPE_CHECKING:
    from .service import StateMachines

__all__ = ["list_of", "put", "tag", "untag"]

MOST: int = value("states.tags")

Parameters = dict[str, Any]


def put(service: "StateMachines", arn: str, tags: list[dict[str, str]]) -> None:
    """Set tags, each a key and a value. Raises RefusedError where one has no key, or there would be too many."""
    for number, each in enumerate(tags, 1):
        if "key" not in each:
            what = f"Value null at 'tags.{number}.member.key' failed to satisfy constraint: Member must not be null"
            raise RefusedError("ValidationException", f"1 validation error detected: {what}")
    after = service.tags.get(arn, {}) | {each["key"]: each.get("value", "") for each in tags}
    if len(after) > MOST:
        raise RefusedError("TooManyTags", f"Too many tags: '{arn}'", resourceName=arn)
    service.tags[arn] = after


def tag(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """TagResource."""
    put(service, _existing(service, asked), asked["tags"])
    return {}


def untag(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """UntagResource; a key that is not there is passed over."""
    arn = _existing(service, asked)
    kept = {key: value for key, value in service.tags.get(arn, {}).items() if key not in asked["tagKeys"]}
    service.tags[arn] = kept
    return {}


def list_of(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """ListTagsForResource."""
    tags = service.tags.get(_existing(service, asked), {})
    return {"tags": [{"key": key, "value": value} for key, value in tags.items()]}


def _existing(service: "StateMachines", asked: Parameters) -> str:
    arn = parse(asked["resourceArn"], "stateMachine", "activity")
    if arn.text not in service.machines and arn.text not in service.activities:
        raise not_found(arn.text)
    return arn.text
