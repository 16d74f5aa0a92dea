waits = {
    "W-26": ("callback", "heartbeat"),
    "W-66": ("polling", "status"),
    "W-33": ("polling", "status"),
    "W-45": ("run-a-job", "job"),
    "W-52": ("request-response", "reply"),
    "W-58": ("callback", "timeout"),
    "W-49": ("activity", "timeout"),
    "W-84": ("polling", "status"),
    "W-87": ("wait-state", "date"),
}
