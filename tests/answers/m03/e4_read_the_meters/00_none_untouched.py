diagnosis = None  # {"incident-A10": ("slow backend", "IntegrationLatency"), ...}
