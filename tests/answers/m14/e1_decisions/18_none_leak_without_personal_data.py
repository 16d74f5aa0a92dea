# The reference, but the risk is one that this hop does not have.
decisions["monthly"].update(risk="leak", answer="leave-out")
