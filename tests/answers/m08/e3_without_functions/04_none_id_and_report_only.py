without_functions = {
    "StartAt": "Prepare",
    "States": {
        "Prepare": {
            "Type": "Pass",
            "Parameters": {"noticeId.$": "States.UUID()", "trip.$": "States.StringToJson($.tripReport)"},
            "End": True,
        }
    },
}
