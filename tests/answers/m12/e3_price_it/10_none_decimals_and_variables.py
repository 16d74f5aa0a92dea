from collections import Counter
from decimal import ROUND_CEILING, Decimal

redesign_type = "STANDARD"
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:west-61-"


def cost(history, type, prices):
    """What a million runs cost, in exact decimals."""
    price = {name: Decimal(str(value)) for name, value in prices.items()}
    if type == "STANDARD":
        seen = Counter(event["type"] for event in history)
        transitions = sum(many for name, many in seen.items() if name.endswith("StateEntered"))
        transitions += seen["LambdaFunctionScheduled"] + seen["TaskScheduled"] - seen["TaskStateEntered"]
        return float(transitions * price["transition"] * 1_000_000)
    times = [event["timestamp"] for event in history]
    took = max(times) - min(times)
    tenths = (Decimal(took // took.resolution) / 100_000).to_integral_value(ROUND_CEILING)
    seconds = max(tenths, Decimal(1)) / 10
    return float((price["request"] + seconds * 64 / 1024 * price["gb_second"]) * 1_000_000)


# The total and the risk are kept as variables, so that no state is needed to carry them along.
redesign = {
    "QueryLanguage": "JSONata",
    "StartAt": "Quote",
    "States": {
        "Quote": {
            "Type": "Task",
            "Resource": FUNCTION + "quote",
            "Arguments": {
                "policyId": "{% $states.input.policyId %}",
                "amount": "{% $states.input.amount %}",
                "currency": "EUR",
            },
            "Assign": {
                "policy": "{% $states.input.policyId %}",
                "total": "{% $states.input.amount + $states.result.fee %}",
                "risk": "none",
            },
            "Next": "Large?",
        },
        "Large?": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $total > 960 %}", "Next": "Ask risk"}],
            "Default": "Cool off",
        },
        "Ask risk": {
            "Type": "Task",
            "Resource": FUNCTION + "risk",
            "Arguments": {"policyId": "{% $policy %}", "total": "{% $total %}"},
            "Assign": {"risk": "{% $states.result.risk %}"},
            "Next": "Cool off",
        },
        "Cool off": {"Type": "Wait", "Seconds": 270, "Next": "Book"},
        "Book": {
            "Type": "Task",
            "Resource": FUNCTION + "book",
            "Arguments": {"policyId": "{% $policy %}", "total": "{% $total %}", "risk": "{% $risk %}"},
            "Retry": [
                {"ErrorEquals": ["Ledger.Busy"], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 1}
            ],
            "Output": {
                "policyId": "{% $policy %}",
                "total": "{% $total %}",
                "risk": "{% $risk %}",
                "booking": "{% $states.result.booking %}",
            },
            "End": True,
        },
    },
}
