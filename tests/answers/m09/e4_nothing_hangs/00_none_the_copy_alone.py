import copy

bounded = copy.deepcopy(payment_workflow)
