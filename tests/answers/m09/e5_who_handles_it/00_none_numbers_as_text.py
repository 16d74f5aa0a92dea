handled = [
    ("1", "Apologise"),
    ("12", "Ask the bank"),
    ("12", "Apologise"),
    ("2", "Apologise"),
    ("9", "fails"),
    ('10', "fails"),
    ("1", "Hand over"),
    ("4", "Hand over"),
    ("7", "Look later"),
    ("1", "fails"),
    ("1", "fails"),
    ("1", "Send a letter"),
]
