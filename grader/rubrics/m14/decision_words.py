"""The words of a decision record, each with the sentence that the notebook has for it; a test compares the two.

`HELPS` says which answers help against which risk, wherever they occur; a hop takes those of them that make sense there.
"""

__all__ = ["ANSWERS", "FIELDS", "HELPS", "REASONS", "RISKS", "SERVICES", "STYLES"]

STYLES = {
    "synchronous": "The sender waits for the result, and goes on with it.",
    "receipt": 'The sender waits for "accepted" only, and asks for the result later.',
    "asynchronous": "The sender hands over to one receiver and does not wait; the receiver works in its own time.",
    "publish": "The sender says what has happened; all who listen get it, and the sender knows none of them.",
    "callback": "The sender hands over a token, and sleeps until somebody sends it back, for days if need be.",
    "batch": "Many items are worked through in parts, many at once; nobody waits for a single one.",
}

SERVICES = {
    "api": "API Gateway: a request to an HTTP or REST API.",
    "function": "A Lambda function, invoked directly, whether its answer is waited for or not.",
    "execution": "An execution of a state machine, started directly.",
    "queue": "SQS: it lies in a queue in between.",
    "topic": "SNS: it goes through a topic.",
    "bus": "EventBridge: it goes through a bus and a rule.",
    "stream": "A DynamoDB stream: a row is written, and the change is read from the table's stream.",
    "notification": "S3 itself tells a function of a new object.",
    "distributed-map": "A Distributed Map of Step Functions reads the items from S3.",
    "alarm": "A CloudWatch alarm with its action.",
}

REASONS = {
    "answer": "Somebody stands there, and wants an answer at once.",
    "result": "The next step depends on the result.",
    "long": "The work takes longer than the sender can wait.",
    "own-time": "The receiver may be down or busy for a while, and must miss nothing.",
    "many": "Several must hear of it, and tomorrow there may be one more.",
    "person": "A person decides, in hours or days.",
    "items": "There are thousands of items, and some of them may be bad.",
    "privacy": "Only those who listen in one place may see it.",
    "unseen": "Somebody has to act soon when something fails, and nobody is looking.",
}

RISKS = {
    "twice": "The same thing arrives, or is done, twice.",
    "down": "The receiver is down for a while.",
    "late": "The answer comes too late, or never.",
    "flood": "More comes than the receiver can take.",
    "bad-item": "One item that nobody can process is tried for ever, or stops the others.",
    "half": "One step is done, and the next one cannot be.",
    "leak": "Somebody gets to see personal data who must not.",
    "hidden": "A single failure is not noticed among all that went well.",
}

ANSWERS = {
    "same-key": "A key that stays the same, so that a repetition changes nothing.",
    "early": "Answer before the work begins.",
    "buffer": "A queue of its own in between keeps it until it is done.",
    "retry": "Try again, with growing intervals.",
    "timeout": "A limit for the wait, and a way on from there.",
    "compensate": "Undo what has been done.",
    "dead-letter": "After so many attempts it is set aside, where somebody looks.",
    "check": "Look at it first, and refuse or skip what is not right.",
    "throttle": "Limit how many go through at once.",
    "tolerance": "Bear a share of bad items over the whole, and fail beyond it.",
    "leave-out": "Only what everybody may see travels here; the rest goes where few listen.",
    "each-failure": "Count every single failure; average nothing.",
}

HELPS = {
    "twice": {"same-key"},
    "down": {"buffer", "retry", "timeout"},
    "late": {"early", "timeout"},
    "flood": {"buffer", "retry", "throttle"},
    "bad-item": {"check", "dead-letter", "tolerance"},
    "half": {"compensate", "retry"},
    "leak": {"leave-out"},
    "hidden": {"each-failure"},
}

FIELDS = {"style": STYLES, "service": SERVICES, "reason": REASONS, "risk": RISKS, "answer": ANSWERS}
