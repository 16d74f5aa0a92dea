# The reference, but what is done twice is tried again.
decisions["start"]["answer"] = "retry"
