FRESH_FOR = 150


def key_of(policy_id, customer):
    """Name all on which the answer depends: the policy, and who looks at it."""
    return f"policy/{policy_id}/{customer}"


def without_errors(ask, *arguments):
    """Ask the cache; if it is down, go on as if it held nothing."""
    try:
        return ask(*arguments)
    except Exception:
        return None


def get_policy(policy_id, customer, cache, db, clock):
    """Return the policy as this customer may see it, from the cache if it is fresh enough."""
    key = key_of(policy_id, customer)
    for _ in range(30):
        policy = without_errors(cache["get"], key)
        if policy is not None:
            return policy
        # True: we are to fetch. None: the cache is down. False: somebody else fetches.
        if without_errors(cache["add"], key + "/fetching", "yes", 5) is not False:
            break
        clock["sleep"](0.1)
    try:
        policy = db["read"](policy_id, customer)  # its errors are the caller's, and are not kept
        without_errors(cache["set"], key, policy, FRESH_FOR)
        return policy
    finally:
        without_errors(cache["delete"], key + "/fetching")


def update_policy(policy_id, customer, policy, cache, db, clock):
    """Store the changed policy, and let nobody see this customer's old one."""
    db["write"](policy_id, customer, policy)
    # Afterwards: who read during the write may have cached the old one.
    without_errors(cache["delete"], key_of(policy_id, customer))
