keep = None  # the definition: {"StartAt": ..., "States": {...}}
