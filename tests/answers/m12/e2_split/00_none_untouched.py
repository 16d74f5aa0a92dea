child = None  # {"StartAt": ..., "States": {...}}
parent = None  # {"StartAt": ..., "States": {...}}
