"""Which calls a message flow tells of: those by which something is handed over, asked or kept."""

from typing import Any

from course.widgets.account.ways import HANDS_OVER, WAITS

__all__ = ["is_told", "named_in", "token_words", "way_of_call"]

_SENDS = {
    "sns": {"Publish", "PublishBatch"},
    "sqs": {"SendMessage", "SendMessageBatch"},
    "lambda": {"Invoke"},
    "events": {"PutEvents"},
    "stepfunctions": {"StartExecution", "StartSyncExecution"},
    "dynamodb": {"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"},
    "s3": {"PutObject", "CopyObject", "DeleteObject", "CompleteMultipartUpload"},
}
# What only reads, and what concludes a task, counts where a part of the account does it: by hand it is looking on.
_WITHIN = {
    "dynamodb": {"GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems"},
    "s3": {"GetObject", "HeadObject", "ListObjectsV2"},
}
# By which an execution that waits for a task token, or for an activity's worker, goes on.
_ANSWERS = {
    "SendTaskSuccess": "hands a task token back: success",
    "SendTaskFailure": "hands a task token back: failure",
}
_WAITED = {("stepfunctions", "StartSyncExecution")}
_KEEPERS = {"sns", "sqs", "events", "stepfunctions"}
_ACCEPTED = 202  # how Lambda answers an invocation that nobody waits for


def is_told(span: Any) -> bool:
    """Tell whether a call's span is a step of a flow."""
    if span.kind != "call":
        return False
    if span.service == "execute-api" or span.name in _SENDS.get(span.service, ()):
        return True
    return span.cause is not None and span.name in _WITHIN.get(span.service, ())


def token_words(span: Any) -> str:
    """Return what a call says that hands a task token back; empty for any other call."""
    if (span.kind, span.service) != ("call", "stepfunctions"):
        return ""
    return _ANSWERS.get(span.name, "")


def way_of_call(span: Any) -> str:
    """Return whether the caller waits for what is done (WAITS), or only for the word that it was taken (HANDS_OVER)."""
    if (span.service, span.name) in _WAITED:
        return WAITS
    if (span.service, span.name) == ("lambda", "Invoke"):
        return HANDS_OVER if (span.detail or {}).get("http") == _ACCEPTED else WAITS
    return HANDS_OVER if span.service in _KEEPERS else WAITS


def named_in(span: Any) -> list[str]:
    """Return the names of the resources that a call is about, each once: from its parameters where it names no target."""
    if span.target:
        return [str(span.target)]
    parameters = (span.detail or {}).get("parameters") or {}
    if span.service == "events":
        named = [each.get("EventBusName", "default") for each in parameters.get("Entries") or [{}]]
    elif isinstance(tables := parameters.get("RequestItems"), dict):
        named = list(tables)
    else:
        items = parameters.get("TransactItems") or []
        named = [each.get("TableName", "") for item in items for each in item.values()]
    return [str(name) for name in dict.fromkeys(named)]
