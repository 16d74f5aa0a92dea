bank_rate = None  # {"StartAt": ..., "States": {...}}
