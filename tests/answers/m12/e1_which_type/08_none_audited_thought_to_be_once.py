types = {
    "W-51": ("STANDARD", "pattern"),
    "W-67": ("STANDARD", "pattern"),
    "W-38": ("STANDARD", "duration"),
    "W-60": ("STANDARD", "duration"),
    "W-89": ("STANDARD", "once"),
    "W-63": ("STANDARD", "once"),
    "W-57": ("STANDARD", "once"),
    "W-30": ("EXPRESS", "price"),
    "W-62": ("EXPRESS", "price"),
    "W-87": ("STANDARD", "price"),
}
