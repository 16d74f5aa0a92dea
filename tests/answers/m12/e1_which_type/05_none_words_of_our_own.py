types = {
    "W-51": ("normal", "pattern"),
    "W-67": ("normal", "pattern"),
    "W-38": ("normal", "duration"),
    "W-60": ("normal", "duration"),
    "W-89": ("normal", "once"),
    "W-63": ("normal", "once"),
    "W-57": ("normal", "history"),
    "W-30": ("fast", "price"),
    "W-62": ("fast", "price"),
    "W-87": ("normal", "price"),
}
