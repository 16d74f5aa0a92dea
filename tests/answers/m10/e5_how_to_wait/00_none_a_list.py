waits = [
    ("callback", "heartbeat"),
    ("polling", "status"),
    ("callback", "token"),
    ("run-a-job", "job"),
    ("request-response", "reply"),
    ("callback", "timeout"),
    ("activity", "timeout"),
    ("activity", "token"),
    ("wait-state", "date"),
]
