found = {
    "T-17": ("bank", 1878, "waiting", "queue"),
    "T-22": ("claims-db", 3011, "working", "index"),
    "T-24": ("dialogues", 1550, "working", "state-out"),
    "T-41": ("tax-tables", 1456, "waiting", "cache"),
    "T-85": ("documents", 2312, "working", "copies"),
}
