# The reference, but the customer waits for the result.
decisions["door"].update(style="synchronous", reason="result", risk="late", answer="timeout")
