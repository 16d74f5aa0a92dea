bank, timeout, other = 11, 8, 6
never = "fails"
charge = [
    (1, "Apologise"),
    (bank + 1, "Ask the bank"),
    (bank + 1, "Apologise"),
    (2, "Apologise"),
    (timeout + 1, never),
    (timeout + 2, never),
]
customer = [(1, "Hand over"), (4, "Hand over"), (other + 1, "Look later"), (1, never), (1, never)]
handled = charge + customer + [(1, "Send a letter")]
