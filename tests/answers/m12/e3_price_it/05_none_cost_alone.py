import math

redesign_type = None


def cost(history, type, prices):
    """Return what a million runs cost in USD."""
    if type == "EXPRESS":
        lasted = history[-1]["timestamp"] - history[0]["timestamp"]
        steps = max(math.ceil(lasted.total_seconds() * 1000 / 100), 1)
        each = prices["request"] + steps * 0.1 * 64 / 1024 * prices["gb_second"]
    else:
        kinds = [event["type"] for event in history]
        entered = sum(kind.endswith("StateEntered") for kind in kinds)
        attempts = sum(kind in ("TaskScheduled", "LambdaFunctionScheduled") for kind in kinds)
        retries = attempts - kinds.count("TaskStateEntered")
        each = (entered + retries) * prices["transition"]
    return each * 1_000_000


redesign = None
