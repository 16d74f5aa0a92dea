by_reason = {
    "pattern": ["W-51", "W-67"],
    "duration": ["W-38", "W-60"],
    "once": ["W-89", "W-63"],
    "history": ["W-57"],
    "price": ["W-30", "W-62", "W-87"],
}
quick = {"W-30", "W-62"}
types = {
    code: ("EXPRESS" if code in quick else "STANDARD", reason)
    for reason, codes in by_reason.items()
    for code in codes
}
