import math

redesign_type = "STANDARD"


def cost(history, type, prices):
    """Return what a million runs cost in USD."""
    if type == "EXPRESS":
        lasted = history[-1]["timestamp"] - history[0]["timestamp"]
        steps = max(math.ceil(lasted.total_seconds() * 1000 / 100), 1)
        each = prices["request"] + steps * 0.1 * 64 / 1024 * prices["gb_second"]
    else:
        kinds = [event["type"] for event in history]
        entered = sum(kind.endswith("StateEntered") for kind in kinds)
        attempts = sum(kind in ("TaskScheduled", "LambdaFunctionScheduled") for kind in kinds)
        retries = attempts - kinds.count("TaskStateEntered")
        each = (entered + retries) * prices["transition"]
    return each * 1_000_000


FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:west-61"

redesign = {
    "QueryLanguage": "JSONata",
    "StartAt": "Quote",
    "States": {
        "Quote": {
            "Type": "Task",
            "Resource": f"{FUNCTION}-quote",
            "Arguments": {
                "policyId": "{% $states.input.policyId %}",
                "amount": "{% $states.input.amount %}",
                "currency": "EUR",
            },
            "Output": {
                "policyId": "{% $states.input.policyId %}",
                "total": "{% $states.input.amount + $states.result.fee %}",
                "risk": "none",
            },
            "Next": "Large?",
        },
        "Large?": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $states.input.total >= 960 %}", "Next": "Ask risk"}],
            "Default": "Cool off",
        },
        "Ask risk": {
            "Type": "Task",
            "Resource": f"{FUNCTION}-risk",
            "Arguments": {
                "policyId": "{% $states.input.policyId %}",
                "total": "{% $states.input.total %}",
            },
            "Output": "{% $merge([$states.input, {'risk': $states.result.risk}]) %}",
            "Next": "Cool off",
        },
        "Cool off": {"Type": "Wait", "Seconds": 270, "Next": "Book"},
        "Book": {
            "Type": "Task",
            "Resource": f"{FUNCTION}-book",
            "Arguments": "{% $states.input %}",
            "Retry": [
                {
                    "ErrorEquals": ["Ledger.Busy"],
                    "IntervalSeconds": 2,
                    "MaxAttempts": 3,
                    "BackoffRate": 1,
                }
            ],
            "Output": "{% $merge([$states.input, {'booking': $states.result.booking}]) %}",
            "End": True,
        },
    },
}
