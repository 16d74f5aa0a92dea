workflow_type = None  # "STANDARD" or "EXPRESS"
transfer = None  # {"StartAt": ..., "States": {...}}
