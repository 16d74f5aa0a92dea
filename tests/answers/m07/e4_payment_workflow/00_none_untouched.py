payment_workflow = None  # {"StartAt": ..., "States": {...}}
permissions = None  # {"Version": "2012-10-17", "Statement": [...]}
# Your answer goes here.
