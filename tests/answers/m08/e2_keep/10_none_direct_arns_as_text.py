keep = """
{"StartAt": "A",
 "States": {
  "A": {"Type": "Task", "Resource": "<>customer", "ResultPath": "$.customer",
        "ResultSelector": {"balance.$": "States.StringToJson($.body)"}, "Next": "B"},
  "B": {"Type": "Task", "Resource": "<>sales", "ResultPath": "$['sales']",
        "ResultSelector": {"leadId.$": "$.leadId"}, "Next": "C"},
  "C": {"Type": "Task", "Resource": "<>communication", "ResultPath": null, "Next": "End"},
  "End": {"Type": "Succeed"}}}
""".replace("<>", "arn:aws:lambda:us-east-1:123456789012:function:hill-66-")
