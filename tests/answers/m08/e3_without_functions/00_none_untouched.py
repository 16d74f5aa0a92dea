without_functions = None  # the definition: {"StartAt": ..., "States": {...}}
