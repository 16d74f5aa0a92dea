without_functions = None  # the definition: {"StartAt": ..., "States": {...}}
without_functions = {
    "StartAt": "Prepare the notice",
    "States": {
        # A Pass calls nobody. One state does all five, for the five do not need one another.
        "Prepare the notice": {
            "Type": "Pass",
            "Parameters": {
                # Text in single quotes; each {} takes the next argument.
                "greeting.$": "States.Format('Dear {} === {}', $.name, $.policyId)",
                "batches.$": "States.ArrayPartition($.payments, 4)",
                "noticeId.$": "$$.Execution.Name",
                # The second object wins. false: objects inside are replaced, not merged.
                "settings.$": "States.JsonMerge($.defaults, $.choices, false)",
                "trip.$": "States.StringToJson($.tripReport)",
            },
            "End": True,
        },
    },
}
