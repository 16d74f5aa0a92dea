repaired = {
    "StartAt": "Register",
    "States": {
        "Register": {"Type": "Pass", "Next": "Kind?"},
        "Kind?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.kind", "StringEquals": "theft", "Next": "Ask police"}],
            "Default": "Amount?",
        },
        "Ask police": {"Type": "Wait", "Seconds": 86400, "Next": "Amount?"},
        "Amount?": {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.damage", "NumericGreaterThan": 5000, "Next": "Expert"},
                {"Variable": "$.damage", "NumericGreaterThan": 500, "Next": "Clerk"},
            ],
            "Default": "Pay",
        },
        "Expert": {"Type": "Wait", "Seconds": 172800, "Next": "Clerk"},
        "Clerk": {"Type": "Pass", "Next": "Pay"},
        "Pay": {"Type": "Pass", "End": True},
    },
}
