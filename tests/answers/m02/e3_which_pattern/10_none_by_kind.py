by_kind = {
    ("one-to-one", "synchronous"): ["card-C11", "card-K98", "card-M83"],
    ("one-to-one", "asynchronous"): ["card-G92", "card-J33", "card-K76"],
    ("one-to-many", "asynchronous"): ["card-E53", "card-G49", "card-M23"],
    ("fan-out", "asynchronous"): ["card-D66", "card-F46", "card-G94", "card-H98", "card-L21"],
}
chosen = {card: pair for pair, cards in by_kind.items() for card in cards}
