"""Partial batch responses: which records of a batch a function says it has failed on.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html and
https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
"""

import json
from collections.abc import Sequence

from course.cloud.functions import Outcome

__all__ = ["failed"]


def failed(outcome: Outcome, ids: Sequence[str], *, reporting: bool) -> set[str]:
    """Return the ids of the records that failed: all, none, or those that the function reports.

    An answer that cannot be read counts as a failure of the whole batch.
    """
    if outcome.failed:
        return set(ids)
    if not reporting:
        return set()
    answer = json.loads(outcome.payload)
    failures = answer.get("batchItemFailures") if isinstance(answer, dict) else [answer] if answer else None
    if not failures:
        return set()
    named = [str(each.get("itemIdentifier")) for each in failures if isinstance(each, dict)]
    return set(named) if len(named) == len(failures) and set(named) <= set(ids) else set(ids)
