# The reference, but somebody waits for the manager, as for any function.
decisions["manager"]["style"] = "synchronous"
