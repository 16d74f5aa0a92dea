from course.simulation import branch, first_of_month, plan_of

ours = branch("north-627")


def suits(batch):
    """Tell whether a batch keeps all promises, in three months, with room on each side."""
    settings = plan_of({**others, "batch": batch})
    for month in ("1", "2", "3"):
        usual = first_of_month(ours, settings, month)
        down = first_of_month(ours, settings, month, bank_down_from=60 * ours.worst_minute)
        if usual.p95 > 0.95 * ours.p95_limit or usual.cost > 0.95 * ours.budget or usual.lost.total() > 10:
            return False
        if down.caught_up is None or down.caught_up > 54 * ours.catch_up_minutes:
            return False
    return True


others = {"concurrency": 15, "queue": "before the bank", "cache_seconds": 200, "rate": 6, "burst": 40}
plan = {**others, "batch": next(filter(suits, range(1, 20)), 1)}
