FRESH_FOR = 150


def get_policy(policy_id, customer, cache, db, clock):
    """Return the policy; who reads the database holds the lock."""
    key = f"{policy_id} {customer}"
    try:
        kept = cache["get"](key)
        while kept is None and not cache["add"]("lock " + key, 1, 5):
            clock["sleep"](0.05)
            kept = cache["get"](key)
    except Exception:
        return db["read"](policy_id, customer)
    if kept is not None:
        return kept
    try:
        policy = db["read"](policy_id, customer)
        try:
            cache["set"](key, policy, FRESH_FOR)
        except Exception:
            return policy
        return policy
    finally:
        unlock(key, cache)


def update_policy(policy_id, customer, policy, cache, db, clock):
    """Write under the same lock: no read of the old policy is under way."""
    key = f"{policy_id} {customer}"
    try:
        while not cache["add"]("lock " + key, 1, 5):
            clock["sleep"](0.05)
    except Exception:
        db["write"](policy_id, customer, policy)
        return
    try:
        db["write"](policy_id, customer, policy)
        cache["set"](key, policy, FRESH_FOR)
    finally:
        unlock(key, cache)


def unlock(key, cache):
    try:
        cache["delete"]("lock " + key)
    except Exception:
        return
