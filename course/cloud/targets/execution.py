"""To a state machine: start an execution."""

from typing import TYPE_CHECKING

from course.cloud.attempts import Failure

from .options import Options

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["send"]


def send(account: "Account", arn: str, body: str, options: Options) -> Failure | None:
    """Start an execution of the state machine (a version or an alias, too) with the text as its input."""
    # Not above: to import the language takes long, and most accounts send nothing to a state machine.
    from course.cloud.state_machines.executions import start
    from course.cloud.state_machines.refusals import RefusedError

    asked = {"stateMachineArn": arn, "input": body, **({"name": options.name} if options.name else {})}
    try:
        start(account.state_machines, asked)
    except RefusedError as refusal:
        missing = refusal.code.endswith("DoesNotExist") or refusal.code == "ResourceNotFound"
        return Failure(refusal.message, permanent=True, code="NO_RESOURCE" if missing else "SDK_CLIENT_ERROR")
    return None
