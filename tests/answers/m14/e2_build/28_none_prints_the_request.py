# The reference, but every request is printed, to be able to see what came in.
ACCEPT = ACCEPT.replace("    try:\n        request", "    print(event)\n    try:\n        request", 1)
