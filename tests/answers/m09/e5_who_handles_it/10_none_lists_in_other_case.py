handled = [
    [1, "apologise"],
    [1 + 11, "Ask the bank"],
    [1 + 11, "apologise"],
    [2, "apologise"],
    [1 + 8, "FAILS"],
    [2 + 8, "FAILS"],
    [1, "Hand over"],
    [4, "Hand over"],
    [1 + 6, "Look later"],
    [1, "FAILS"],
    [1, "FAILS"],
    [1, "Send a letter"],
]
