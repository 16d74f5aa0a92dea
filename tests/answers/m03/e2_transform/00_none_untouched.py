request_templates = None  # {"application/json": "..."}
responses = None  # {"200": {"responseTemplates": {"application/json": "..."}}, ...}
