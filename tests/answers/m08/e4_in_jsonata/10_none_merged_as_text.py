in_jsonata = """
{"QueryLanguage": "JSONata", "StartAt": "A", "States": {
 "A": {"Type": "Task", "Resource": "<>customer", "Assign": {"asked": "{% $states.input %}"},
       "Output": "{% {'request': $states.input, 'payments': $states.input.payments, 'customer': {'balance': $parse($states.result.body)}} %}", "Next": "B"},
 "B": {"Type": "Task", "Resource": "<>sales",
       "Output": "{% $merge([$states.input, {'sales': {'leadId': $states.result.leadId}}]) %}", "Next": "C"},
 "C": {"Type": "Task", "Resource": "<>communication",
       "Output": "{% $merge([$states.input ~> |$|{}, 'payments'|, {'total': $sum($append(0, $asked.payments.amount)), 'channels': [$distinct($asked.payments.channel)]}]) %}",
       "Next": "D"},
 "D": {"Type": "Succeed"}}}
""".replace("<>", "arn:aws:lambda:us-east-1:123456789012:function:valley-33-")
