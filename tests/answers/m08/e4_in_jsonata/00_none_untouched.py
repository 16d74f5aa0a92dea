in_jsonata = None  # the definition: {"StartAt": ..., "States": {...}}
