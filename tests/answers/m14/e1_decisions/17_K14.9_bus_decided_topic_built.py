# The reference, but the record says bus.
decisions["fact"]["service"] = "bus"
