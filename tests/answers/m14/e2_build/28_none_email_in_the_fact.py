# The reference, but the fact tells the address as well.
FACT = (*FACT, "email")
