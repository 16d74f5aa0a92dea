found = {
    "T-17": ("bank", 1758, "waiting", "queue"),
    "T-24": ("dialogues", 1430, "working", "state-out"),
}
