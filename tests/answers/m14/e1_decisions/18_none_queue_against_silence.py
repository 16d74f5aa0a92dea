# The reference, but a queue is to help where the manager says nothing.
decisions["manager"]["answer"] = "buffer"
