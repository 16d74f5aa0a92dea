"""The one command by which what was deployed is tried, and what it sends."""

import json
from collections.abc import Callable

from .found import Found, Trial

__all__ = ["PAYLOAD", "payload", "tried"]

PAYLOAD = "try.json"


def payload(trial: Trial | None) -> str:
    """Return what the file `try.json` holds: what the command sends."""
    sent = trial.sent if trial else {}
    content = {
        "api": _document(sent.get("body")),
        "bus": sent.get("Entries", [{"Source": "try", "DetailType": "Try", "Detail": "{}"}]),
        "state machine": _document(sent.get("input")),
        "table": sent.get("Item", {}),
    }.get(trial.kind if trial else "", _document(sent.get("Message") or sent.get("MessageBody")))
    return (content if isinstance(content, str) else json.dumps(content, indent=2, ensure_ascii=False)) + "\n"


def _document(text: str | None) -> object:
    try:
        return json.loads(text) if text else {}
    except ValueError:
        return text


def tried(found: Found) -> tuple[str, ...]:
    """Return the command, and below it the one that shows what it did; nothing where there is no entrance."""
    return _COMMANDS[found.trial.kind](found, found.trial) if found.trial else ()


def _api(found: Found, trial: Trial) -> tuple[str, ...]:
    key = next((each for each in found.outputs if each.endswith("Url") and "Api" in each), "")
    verb, path = trial.sent.get("verb", "GET"), trial.sent.get("path", "/")
    body = "" if verb in {"GET", "DELETE"} else f' -H "Content-Type: application/json" -d @{PAYLOAD}'
    ask = f'aws cloudformation describe-stacks --stack-name "$STACK" --query "Stacks[0].Outputs[?OutputKey==\'{key}\'].OutputValue" --output text'
    return (f'curl -i -X {verb}{body} "$({ask}){path}"',)


def _machine(_: Found, trial: Trial) -> tuple[str, ...]:
    arn = f'"arn:aws:states:$REGION:$ACCOUNT:stateMachine:{trial.name}"'
    return (
        f"aws stepfunctions start-execution --state-machine-arn {arn} --input file://{PAYLOAD}",
        f"aws stepfunctions list-executions --state-machine-arn {arn}",
    )


def _topic(_: Found, trial: Trial) -> tuple[str, ...]:
    attributes = trial.sent.get("MessageAttributes")
    told = f" --message-attributes '{json.dumps(attributes)}'" if attributes else ""
    return (
        f'aws sns publish --topic-arn "arn:aws:sns:$REGION:$ACCOUNT:{trial.name}" --message file://{PAYLOAD}{told}',
    )


def _queue(_: Found, trial: Trial) -> tuple[str, ...]:
    url = f'"https://sqs.$REGION.amazonaws.com/$ACCOUNT/{trial.name}"'
    fifo = " --message-group-id try --message-deduplication-id try-1" if trial.name.endswith(".fifo") else ""
    return (
        f"aws sqs send-message --queue-url {url} --message-body file://{PAYLOAD}{fifo}",
        f"aws sqs receive-message --queue-url {url} --wait-time-seconds 5",
    )


def _bus(_: Found, __: Trial) -> tuple[str, ...]:
    return (f"aws events put-events --entries file://{PAYLOAD}",)


def _bucket(_: Found, trial: Trial) -> tuple[str, ...]:
    key = trial.sent.get("Key") or PAYLOAD
    return (f'aws s3 cp {PAYLOAD} "s3://{trial.name}-$ACCOUNT-$REGION/{key}"',)


def _function(_: Found, trial: Trial) -> tuple[str, ...]:
    raw = "--cli-binary-format raw-in-base64-out"
    return (
        f"aws lambda invoke --function-name {trial.name} {raw} --payload file://{PAYLOAD} answer.json && cat answer.json",
    )


def _table(_: Found, trial: Trial) -> tuple[str, ...]:
    return (
        f"aws dynamodb put-item --table-name {trial.name} --item file://{PAYLOAD}",
        f"aws dynamodb scan --table-name {trial.name}",
    )


_COMMANDS: dict[str, Callable[[Found, Trial], tuple[str, ...]]] = {
    "api": _api,
    "state machine": _machine,
    "topic": _topic,
    "bus": _bus,
    "bucket": _bucket,
    "queue": _queue,
    "function": _function,
    "table": _table,
}
