waits = {
    "W-26": "callback",
    "W-66": "polling",
    "W-33": "callback",
    "W-45": "run-a-job",
    "W-52": "request-response",
    "W-58": "callback",
    "W-49": "activity",
    "W-84": "activity",
    "W-87": "wait-state",
}
