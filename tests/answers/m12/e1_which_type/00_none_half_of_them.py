types = {
    "W-67": ("STANDARD", "pattern"),
    "W-60": ("STANDARD", "duration"),
    "W-63": ("STANDARD", "once"),
    "W-30": ("EXPRESS", "price"),
    "W-87": ("STANDARD", "price"),
}
