handled = [
    (1, "Apologise"),
    (1 + 11, "Ask the bank"),
    (1 + 11, "Apologise"),
    (2, "Apologise"),
    (1 + 8, "fails"),
    (2 + 8, "fails"),
    (1, "Hand over"),
    (2, "Hand over"),
    (1 + 6, "Look later"),
    (1, "fails"),
    (1, "fails"),
    (1, "Send a letter"),
]
