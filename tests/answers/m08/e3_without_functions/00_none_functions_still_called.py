without_functions = None  # the definition: {"StartAt": ..., "States": {...}}
without_functions = {
    "StartAt": "Prepare the notice",
    "States": {
        # A Pass calls nobody. One state does all five, for the five do not need one another.
        "Prepare the notice": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:greet",
            "Parameters": {
                # Text in single quotes; each {} takes the next argument.
                "greeting.$": "States.Format('Dear {} === {}', $.name, $.policyId)",
                "batches.$": "States.ArrayPartition($.payments, 4)",
                "noticeId.$": "States.UUID()",
                # The second object wins. false: objects inside are replaced, not merged.
                "settings.$": "States.JsonMerge($.defaults, $.choices, false)",
                "trip.$": "States.StringToJson($.tripReport)",
            },
            "End": True,
        },
    },
}
