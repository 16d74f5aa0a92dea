import time


def final(response):
    return response["tries"] != 1 or not (response["status"] == 429 or 500 <= response["status"] < 600)


def call(fn, clock, rng):
    """Ask by `fn()`, again where that can help; return the last response."""
    latest = clock["now"]() + 12
    most, left = 0.6, 4
    response = fn()
    while left and not final(response):
        pause = most * rng()
        if pause < 0.08:
            pause = 0.08
        if clock["now"]() + pause > latest:
            break
        time.sleep(pause)
        response = fn()
        most, left = min(2 * most, 3.6), left - 1
    return response
