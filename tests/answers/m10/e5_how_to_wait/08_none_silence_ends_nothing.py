waits = {
    "W-26": ("callback", "token"),
    "W-66": ("polling", "status"),
    "W-33": ("callback", "token"),
    "W-45": ("run-a-job", "job"),
    "W-52": ("request-response", "reply"),
    "W-58": ("callback", "token"),
    "W-49": ("activity", "token"),
    "W-84": ("activity", "token"),
    "W-87": ("wait-state", "date"),
}
