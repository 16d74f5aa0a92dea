import copy

bounded = copy.deepcopy(payment_workflow)
bounded["TimeoutSeconds"] = 7_200
