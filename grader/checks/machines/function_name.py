"""The name of a Lambda function, in whichever way a definition gives it."""

__all__ = ["function_name"]


def function_name(given: str) -> str:
    """Return a function's name (`pay`) without the ARN around it, its version or its alias (`pay:live`)."""
    parts = given.split(":")
    return parts[6] if given.startswith("arn:") and len(parts) > 6 else parts[0]
