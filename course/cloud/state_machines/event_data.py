"""What an event of a history holds of the data that runs through an execution.

Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html, includeExecutionData
"""

from typing import Any

__all__ = ["without_data"]

_DATA = frozenset(
    {
        "input",
        "inputDetails",
        "output",
        "outputDetails",
        "parameters",
        "assignedVariables",
        "assignedVariablesDetails",
    }
)


def without_data(event: dict[str, Any]) -> dict[str, Any]:
    """Return an event with its input, output, parameters and variables left out."""
    return {
        name: {key: each for key, each in value.items() if key not in _DATA}
        if isinstance(value, dict)
        else value
        for name, value in event.items()
    }
