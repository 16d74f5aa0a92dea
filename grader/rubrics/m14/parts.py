"""The parts of M14 E2 by their names, which several files use."""

__all__ = [
    "APART",
    "AT_ONCE",
    "BUFFERS",
    "GIVEN_BACK",
    "HEARD",
    "HOUR_DOWN",
    "MONTH",
    "NONSENSE",
    "ONCE",
    "PERSON",
    "PERSONAL",
    "PRIVILEGE",
    "RECORDINGS",
]

AT_ONCE = "A payment has its receipt at once, and its status can be asked for"
NONSENSE = "Of a malformed request nothing comes"
ONCE = "A payment is charged once, however often it comes"
HEARD = "A payment ends as paid, and the three services hear of it, and of no other"
HOUR_DOWN = "A service that was down for an hour missed nothing, and held nobody up"
PERSON = "Large amounts wait for a person, and not for ever"
GIVEN_BACK = "What the ledger does not confirm is given back"
RECORDINGS = "Recordings are transcribed, and other files are not"
MONTH = "The monthly file is compared, and fails beyond the tolerance"
BUFFERS = "Each of the three services has a queue of its own, with a dead-letter queue"
APART = "No service calls another, or is at another's table"
PERSONAL = "Personal data is where it belongs, and nowhere else"
PRIVILEGE = "With policies enforced and other settings all of it works, and no role may do more than its part"
