# The reference, but the words are written as in a text.
decisions = {code: {field: f" {word.capitalize()} " for field, word in each.items()} for code, each in decisions.items()}
