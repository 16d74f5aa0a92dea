types = {
    "W-51": ("STANDARD", "price"),
    "W-67": ("STANDARD", "price"),
    "W-38": ("STANDARD", "price"),
    "W-60": ("STANDARD", "price"),
    "W-89": ("STANDARD", "price"),
    "W-63": ("STANDARD", "price"),
    "W-57": ("STANDARD", "price"),
    "W-30": ("STANDARD", "price"),
    "W-62": ("STANDARD", "price"),
    "W-87": ("STANDARD", "price"),
}
