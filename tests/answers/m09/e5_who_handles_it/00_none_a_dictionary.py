handled = {
    "row 1": (1, "Apologise"),
    "row 2": (1 + 11, "Ask the bank"),
    "row 3": (1 + 11, "Apologise"),
    "row 4": (2, "Apologise"),
    "row 5": (1 + 8, "fails"),
    "row 6": (2 + 8, "fails"),
    "row 7": (1, "Hand over"),
    "row 8": (4, "Hand over"),
    "row 9": (1 + 6, "Look later"),
    "row 10": (1, "fails"),
    "row 11": (1, "fails"),
    "row 12": (1, "Send a letter"),
}
