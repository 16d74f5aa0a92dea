# The reference, but the customer's answer waits for the slow check, too.
decisions["N-48"] = {**decisions["N-67"], "reason": "long", "risk": "late", "answer": "timeout"}
decisions["N-48"]["service"] = "function"
