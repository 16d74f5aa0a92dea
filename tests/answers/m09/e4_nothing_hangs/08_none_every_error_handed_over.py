import copy

bounded = None  # {"StartAt": ..., "TimeoutSeconds": ..., "States": {...}}
### BEGIN SOLUTION
# While all is well, no task takes longer.
slowest = {
    "Charge": 31,
    "Review": 969,
    "Write customer": 55,
    "Print receipt": 646,
    "Write sales": 26,
    "Confirm": 46,
}
reports_every = {"Review": 190, "Print receipt": 76}

bounded = copy.deepcopy(payment_workflow)
for name, seconds in slowest.items():
    state = bounded["States"][name]
    # Room for a bad day, and no more: a limit that nothing ever meets is none.
    state["TimeoutSeconds"] = seconds + seconds // 2
    # This name takes silence as well. An error of the function itself is not caught, so it still fails.
    state["Catch"] = [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Hand over"}]
for name, seconds in reports_every.items():
    # One report may be lost on the way. The whole work may take hours: silence tells much sooner.
    bounded["States"][name]["HeartbeatSeconds"] = 2 * seconds + 5

bounded["States"]["Hand over"] = {
    "Type": "Task",
    "Resource": "arn:aws:lambda:us-east-1:123456789012:function:north-hand-over",
    "TimeoutSeconds": 60,
    "End": True,
}
# The backstop. No Catch takes what it ends, so it must come after all others: their sum, and some air.
longest_way = sum(state.get("TimeoutSeconds", 0) for state in bounded["States"].values())
bounded["TimeoutSeconds"] = longest_way + 600
### END SOLUTION
