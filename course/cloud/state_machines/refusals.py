"""How the service refuses a request: an error's code, and the sentence that AWS has for it."""

from typing import Any

__all__ = ["RefusedError", "does_not_exist", "invalid", "not_found", "unsupported_type"]

# The words that stand before the quoted part of a message, by the error's code.
_WORDS = {
    "ActivityAlreadyExists": "Activity Already Exists",
    "ActivityDoesNotExist": "Activity Does Not Exist",
    "ExecutionAlreadyExists": "Execution Already Exists",
    "ExecutionDoesNotExist": "Execution Does Not Exist",
    "ExecutionNotRedrivable": "Execution Not Redrivable",
    "InvalidArn": "Invalid Arn",
    "InvalidExecutionInput": "Invalid State Machine Execution Input",
    "InvalidName": "Invalid Name",
    "InvalidOutput": "Invalid Output",
    "InvalidToken": "Invalid Token",
    "StateMachineAlreadyExists": "State Machine Already Exists",
    "StateMachineDeleting": "State Machine Deleting",
    "StateMachineDoesNotExist": "State Machine Does Not Exist",
    "TaskDoesNotExist": "Task Does Not Exist",
    "TaskTimedOut": "Task Timed Out",
}


class RefusedError(Exception):
    """A request that is refused with an error's `code` and `message`; `also` are further fields of the answer."""

    def __init__(self, code: str, message: str, **also: Any) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.also = also


def invalid(code: str, what: str) -> RefusedError:
    """Return a refusal whose message is the code in words, and what it is about in quotes."""
    return RefusedError(code, f"{_WORDS[code]}: '{what}'")


def does_not_exist(kind: str, arn: str) -> RefusedError:
    """Return the refusal of a StateMachine, Execution or Activity that is not there."""
    return invalid(f"{kind}DoesNotExist", arn)


def not_found(arn: str = "") -> RefusedError:
    """Return the refusal of anything else that is not there: an alias, a Map Run, what is to be tagged."""
    message = f"Resource not found: '{arn}'" if arn else "Request references a resource that does not exist."
    return (
        RefusedError("ResourceNotFound", message, resourceName=arn)
        if arn
        else RefusedError("ResourceNotFound", message)
    )


def unsupported_type() -> RefusedError:
    """Return the refusal of what the other type of workflow can do."""
    return RefusedError(
        "StateMachineTypeNotSupported", "This operation is not supported by this type of state machine"
    )
