waits = {
    "W-26": ("callback", "heartbeat"),
    "W-66": ("polling", "status"),
    "W-33": ("callback", "token"),
    "W-45": ("run-a-job", "job"),
    "W-52": ("request-response", "reply"),
}
