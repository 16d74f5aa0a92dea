waits = {
    "W-26": ("callback", "heartbeat"),
    "W-66": ("run-a-job", "job"),
    "W-33": ("callback", "token"),
    "W-45": ("run-a-job", "job"),
    "W-52": ("run-a-job", "job"),
    "W-58": ("callback", "timeout"),
    "W-49": ("activity", "timeout"),
    "W-84": ("activity", "token"),
    "W-87": ("wait-state", "date"),
}
