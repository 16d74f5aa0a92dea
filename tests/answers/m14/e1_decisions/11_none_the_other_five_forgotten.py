# The reference, but only what is on a payment's way was decided.
decisions = {code: decisions[code] for code in ("door", "start", "bank", "manager", "fact", "worker", "personal")}
decisions["personal"]["service"] = "bus"
