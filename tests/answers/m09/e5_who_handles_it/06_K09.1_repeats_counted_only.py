handled = [
    (1, "Apologise"),
    (11, "Ask the bank"),
    (11, "Apologise"),
    (1, "Apologise"),
    (8, "fails"),
    (8, "fails"),
    (1, "Hand over"),
    (3, "Hand over"),
    (6, "Look later"),
    (1, "fails"),
    (1, "fails"),
    (1, "Send a letter"),
]
