import json

MOST = 150


def get_policy(policy_id, customer, cache, db, clock):
    """Keep each policy with the second in which it was read, and judge its age here."""
    name = json.dumps([customer, policy_id])
    tries = 0
    while tries < 50:
        try:
            kept = cache["get"](name)
            if kept and clock["now"]() - kept["at"] < MOST:
                return kept["policy"]
            mine = cache["add"]("lock" + name, 1, 3)
        except Exception:
            return db["read"](policy_id, customer)
        if mine:
            try:
                policy = db["read"](policy_id, customer)
                cache["set"](name, {"policy": policy, "at": clock["now"]()}, 3600)
            finally:
                cache["delete"]("lock" + name)
            return policy
        clock["sleep"](0.2)
        tries += 1
    return db["read"](policy_id, customer)


def update_policy(policy_id, customer, policy, cache, db, clock):
    """Write, then cache what was written."""
    db["write"](policy_id, customer, policy)
    try:
        cache["set"](json.dumps([customer, policy_id]), {"policy": policy, "at": clock["now"]()}, 3600)
    except Exception:
        print("The cache is down.")
