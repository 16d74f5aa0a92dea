waits = {
    "W-26": ("wait-state", "reply"),
    "W-66": ("wait-state", "reply"),
    "W-33": ("wait-state", "reply"),
    "W-45": ("wait-state", "reply"),
    "W-52": ("wait-state", "reply"),
    "W-58": ("wait-state", "reply"),
    "W-49": ("wait-state", "reply"),
    "W-84": ("wait-state", "reply"),
    "W-87": ("wait-state", "reply"),
}
