types = {
    "W-51": ("EXPRESS", "price"),
    "W-67": ("EXPRESS", "price"),
    "W-38": ("EXPRESS", "price"),
    "W-60": ("EXPRESS", "price"),
    "W-89": ("EXPRESS", "price"),
    "W-63": ("EXPRESS", "price"),
    "W-57": ("EXPRESS", "price"),
    "W-30": ("EXPRESS", "price"),
    "W-62": ("EXPRESS", "price"),
    "W-87": ("EXPRESS", "price"),
}
