import copy
import json
import uuid

FRESH_FOR = 148
LOCK_FOR = 10  # the one who fetches may have died
PATIENCE = 15  # then each asks for themselves


def _key(kind, policy_id, customer):
    return json.dumps([kind, policy_id, customer])


def _from(cache, what, *arguments):
    """Ask the cache; return whether it answered, and the answer."""
    try:
        return True, cache[what](*arguments)
    except Exception:
        return False, None


def get_policy(policy_id, customer, cache, db, clock):
    """Return the policy as this customer may see it, from the cache if it is fresh enough."""
    entry_key, change_key, lock_key = (_key(kind, policy_id, customer) for kind in ("policy", "change", "lock"))
    me, began = str(uuid.uuid4()), clock["now"]()
    locked = False
    try:
        while True:
            up, change = _from(cache, "get", change_key)
            if not up:
                return db["read"](policy_id, customer)
            up, entry = _from(cache, "get", entry_key)
            if entry and entry["change"] == change and clock["now"]() - entry["at"] < FRESH_FOR:
                return copy.deepcopy(entry["policy"])
            if not locked and up and clock["now"]() - began < PATIENCE:
                up, locked = _from(cache, "add", lock_key, me, LOCK_FOR)
                if up and not locked:
                    clock["sleep"](0.1)
                    continue
            at = clock["now"]()
            policy = db["read"](policy_id, customer)
            left = FRESH_FOR - (clock["now"]() - at)
            if left > 0:
                _from(cache, "set", entry_key, {"policy": copy.deepcopy(policy), "at": at, "change": change}, left)
            up, since = _from(cache, "get", change_key)
            if not up or since == change:
                return policy
            # It was changed while we were reading: what we have may be the old one.
    finally:
        if locked and _from(cache, "get", lock_key)[1] == me:
            _from(cache, "delete", lock_key)


def update_policy(policy_id, customer, policy, cache, db, clock):
    """Store the changed policy, and let nobody see this customer's old one."""
    try:
        db["write"](policy_id, customer, policy)
    finally:
        # What was read before this moment bears another mark, and counts no more.
        _from(cache, "set", _key("change", policy_id, customer), str(uuid.uuid4()), 10 * FRESH_FOR)
        _from(cache, "delete", _key("policy", policy_id, customer))
