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
                "noticeId": "2f1c7c1e-6d2b-4c6f-9a51-0c0f6c1d7b3a",
                # The second object wins. false: objects inside are replaced, not merged.
                "settings.$": "States.JsonMerge($.defaults, $.choices, false)",
                "trip.$": "States.StringToJson($.tripReport)",
            },
            "End": True,
        },
    },
}
