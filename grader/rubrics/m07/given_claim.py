"""The definition with six faults that learners repair in E2, as it stands in their notebook."""

from typing import Any

__all__ = ["broken"]

broken: dict[str, Any] = {
    "Comment": "How a claim is handled",
    "States": {
        "Clerk": {"Type": "Pass", "Next": "Pay", "End": True},
        "Amount?": {
            "Type": "Choice",
            "Default": "Pay",
            "Choices": [
                {"Variable": "$.damage", "NumericGreaterThan": 5000, "Next": "exprt"},
                {"Variable": "$.damage", "NumericGreaterThan": 500, "Next": "Clerk"},
            ],
            "End": True,
        },
        "Pay": {"Type": "Pass"},
        "Register": {"Type": "Pass", "Next": "Kind?"},
        "Ask police": {"Type": "Wait", "Seconds": 86400, "Next": "Amount?"},
        "Kind?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.kind", "StringEquals": "theft", "Next": "Amount?"}],
            "Default": "Amount?",
        },
        "Expert": {"Type": "Wait", "Seconds": 172800, "Next": "Clerk"},
    },
}
