fields = """
{"InputPath": "$['request']",
 "Parameters": {"execution.$": "$$.Execution.Id", "terminal": "T-154", "currency.$": "$['currency']", "amount.$": "$.amount",
                "reference.$": "States.Format('{}-{}', $.policyId, $.period)"},
 "ResultSelector": {"status.$": "$.charge.status", "chargeId.$": "$.charge['id']"},
 "ResultPath": "$.request.receipt",
 "OutputPath": "$['request']"}
"""
