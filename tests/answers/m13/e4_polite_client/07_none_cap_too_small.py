def call(fn, clock, rng):
    """Ask by `fn()`, again where that can help; return the last response."""
    first_delay, longest_delay, shortest_pause, deadline = 0.6, 2.6, 0.08, 12
    begin = clock["now"]()
    for number in range(5):
        response = fn()
        # A client error stays one; what a layer below has tried again must not be multiplied here.
        not_now = response["status"] == 429 or response["status"] >= 500
        if not not_now or response["tries"] > 1 or number == 4:
            break
        # Full jitter: 200 clients that were refused together come back apart.
        wait = max(shortest_pause, rng() * min(longest_delay, first_delay * 2**number))
        if clock["now"]() + wait > begin + deadline:
            break
        clock["sleep"](wait)
    return response
