import copy
import json

credit_limit = None  # {"StartAt": ..., "States": {...}}


def decide(request_id, decision, table, sfn):
    """Tell the execution that waits what was decided; return "decided", "too late" or "unknown"."""
    raise NotImplementedError
