found = {
    "T-17": ("bank", 1758, "waiting", "queue"),
    "T-22": ("claims-db", 2891, "working", "index"),
    "T-24": ("dialogues", 1430, "working", "state-out"),
    "T-41": ("tax-tables", 1336, "waiting", "queue"),
    "T-85": ("documents", 2192, "working", "copies"),
}
