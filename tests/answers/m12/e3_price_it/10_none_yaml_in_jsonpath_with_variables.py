redesign_type = "STANDARD"


def cost(history, type, prices):
    begin, end = history[0]["timestamp"], history[-1]["timestamp"]
    if type == "EXPRESS":
        tenths = -(-round((end - begin).total_seconds() * 1_000_000) // 100_000)
        return 1e6 * prices["request"] + 1e6 * max(tenths, 1) * 0.1 * 0.0625 * prices["gb_second"]
    transitions, fresh = 0, set()
    for event in history:
        kind = event["type"]
        if kind.endswith("StateEntered"):
            transitions += 1
            if kind == "TaskStateEntered":
                fresh.add(event["id"])
        elif kind.endswith("Scheduled"):
            # The first attempt comes right after the task was entered, any other one after a failure.
            transitions += event["previousEventId"] not in fresh
    return transitions * prices["transition"] * 1e6


redesign = """
StartAt: Quote
States:
  Quote:
    Type: Task
    Resource: arn:aws:states:::lambda:invoke
    Parameters:
      FunctionName: west-61-quote
      Payload: {"policyId.$": "$.policyId", "amount.$": "$.amount", "currency": "EUR"}
    Assign: {"risk": "none", "total.$": "States.MathAdd($$.Execution.Input.amount, $.Payload.fee)"}
    Next: Large
  Large:
    Type: Choice
    Choices: [{"Variable": "$total", "NumericGreaterThan": 960, "Next": "Risk"}]
    Default: Wait
  Risk:
    Type: Task
    Resource: arn:aws:lambda:us-east-1:123456789012:function:west-61-risk
    Parameters: {"policyId.$": "$$.Execution.Input.policyId", "total.$": "$total"}
    Assign: {"risk.$": "$.risk"}
    Next: Wait
  Wait: {"Type": "Wait", "Seconds": 270, "Next": "Book"}
  Book:
    Type: Task
    Resource: arn:aws:lambda:us-east-1:123456789012:function:west-61-book
    Parameters: {"policyId.$": "$$.Execution.Input.policyId", "total.$": "$total", "risk.$": "$risk"}
    Retry: [{"ErrorEquals": ["Ledger.Busy"], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 1}]
    ResultSelector:
      policyId.$: $$.Execution.Input.policyId
      total.$: $total
      risk.$: $risk
      booking.$: $.booking
    End: true
"""
