"""Whether a text is JSON, and if it is not, where one sees it."""

import json

__all__ = ["problem_of_json"]


def problem_of_json(text: str) -> str:
    """Return a sentence that says what is wrong and where; empty if the text is JSON."""
    try:
        json.loads(text)
    except json.JSONDecodeError as problem:
        return f"Look at line {problem.lineno}, column {problem.colno}: {problem.msg.lower()}."
    except RecursionError:
        return "It is nested too deeply."
    except ValueError as problem:  # a number of thousands of digits
        return f"{problem}."
    return ""
