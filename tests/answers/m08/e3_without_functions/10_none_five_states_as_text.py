without_functions = """
{"StartAt": "Greet", "States": {
 "Greet": {"Type": "Pass", "Parameters": {"text.$": "States.Format('Dear {} {} {}', $.name, '===', $.policyId)"},
           "ResultPath": "$.made", "Next": "Split"},
 "Split": {"Type": "Pass", "Parameters": {"lists.$": "States.ArrayPartition($.payments, 4)"},
           "ResultPath": "$.split", "Next": "Rest"},
 "Rest": {"Type": "Pass", "Parameters": {
    "greeting.$": "$.made.text", "batches.$": "$.split.lists", "noticeId.$": "States.UUID()",
    "settings.$": "States.JsonMerge($.defaults, $.choices, false)", "trip.$": "States.StringToJson($.tripReport)"},
    "Next": "Done"},
 "Done": {"Type": "Succeed"}}}
"""
