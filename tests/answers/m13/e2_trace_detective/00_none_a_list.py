found = ["gateway", "payments"]
