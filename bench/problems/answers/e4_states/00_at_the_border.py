review = {
    "StartAt": "HowMuch",
    "States": {
        "HowMuch": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.amount", "NumericLessThanEquals": 1000, "Next": "Pay"}],
            "Default": "Ask",
        },
        "Pay": {"Type": "Pass", "Result": {"decision": "pay"}, "End": True},
        "Ask": {"Type": "Pass", "Result": {"decision": "ask"}, "End": True},
    },
}
