complete = """{% (
    $in := $states.input;
    $exists($in.customerId) and $type($in.requested) = 'number' and $type($in.clearedLimit) = 'number'
        and $in.requested >= 0
) %}"""

credit_limit = {
    "QueryLanguage": "JSONata",
    "StartAt": "Decide",
    "States": {
        "Decide": {
            "Type": "Choice",
            "Choices": [{"Condition": complete, "Next": "Within"}],
            "Default": "Incomplete",
        },
        "Within": {
            "Type": "Choice",
            "Choices": [
                {
                    "Condition": "{% $states.input.requested <= $states.input.clearedLimit %}",
                    "Output": {
                        "customerId": "{% $states.input.customerId %}",
                        "decision": "APPROVED",
                        "limit": "{% $states.input.requested %}",
                    },
                    "Next": "Approved",
                }
            ],
            "Default": "Ask",
        },
        "Approved": {"Type": "Succeed"},
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {
                "FunctionName": "arn:aws:lambda:us-east-1:123456789012:function:harbour-57-manager-review:$LATEST",
                "Payload": "{% $states.input %}",
            },
            "Output": "{% $states.result.Payload %}",
            "End": True,
        },
        "Incomplete": {"Type": "Fail", "Error": "IncompleteRequest"},
    },
}
