types = [
    ("STANDARD", "pattern"),
    ("STANDARD", "pattern"),
    ("STANDARD", "duration"),
    ("STANDARD", "duration"),
    ("STANDARD", "once"),
    ("STANDARD", "once"),
    ("STANDARD", "history"),
    ("EXPRESS", "price"),
    ("EXPRESS", "price"),
    ("STANDARD", "price"),
]
