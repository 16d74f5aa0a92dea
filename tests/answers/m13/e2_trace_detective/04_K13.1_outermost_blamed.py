found = {
    "T-17": ("gateway", 2658, "waiting", "queue"),
    "T-22": ("gateway", 3791, "working", "index"),
    "T-24": ("gateway", 2330, "working", "state-out"),
    "T-41": ("gateway", 2236, "waiting", "cache"),
    "T-85": ("gateway", 3092, "working", "copies"),
}
