# The reference, but the reason for a queue is said to be that several listen.
decisions["worker"]["reason"] = "many"
