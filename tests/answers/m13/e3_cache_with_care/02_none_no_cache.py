def get_policy(policy_id, customer, cache, db, clock):
    return db["read"](policy_id, customer)


def update_policy(policy_id, customer, policy, cache, db, clock):
    db["write"](policy_id, customer, policy)
