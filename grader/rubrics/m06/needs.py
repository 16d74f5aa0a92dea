"""What the insurer needs, each with what decides between queue, topic, bus and call. Every need has one such reason."""

from dataclasses import dataclass

__all__ = ["CHOICES", "NEEDS", "REASONS", "Need"]

CHOICES = ("queue", "topic", "bus", "call")

# Reason -> the choice that follows from it. The task says in words what each reason is.
REASONS = {
    "WAIT": "queue",
    "ORDER": "queue",
    "MANY": "topic",
    "PEOPLE": "topic",
    "AWS": "bus",
    "AGAIN": "bus",
    "RESHAPE": "bus",
    "ANSWER": "call",
}


@dataclass(frozen=True)
class Need:
    """A need as the insurer says it, and the reason that decides."""

    text: str
    reason: str

    @property
    def choice(self) -> str:
        """What serves it."""
        return REASONS[self.reason]


NEEDS = (
    Need("On the first of the month payments come in ten times as fast as our booking service can book them. None may be lost; "
         "some may be booked hours later.", "WAIT"),
    Need("Claims sends scanned letters to be read. Reading one takes a minute; there are four readers of the same kind, and "
         "each letter is to be read by one of them.", "WAIT"),
    Need("At night the service that prints policies is switched off. What is asked of it meanwhile is to be printed in the "
         "morning.", "WAIT"),
    Need("The ledger must enter the payments of one policy in the order in which they were made, one at a time; those of other "
         "policies may be entered meanwhile.", "ORDER"),
    Need("A claim is opened, changed and closed. The archive must file these three one after the other, for each claim; two "
         "claims have nothing to do with each other.", "ORDER"),
    Need("The account service books debits and credits. For one account they must be booked in the order in which they came.",
         "ORDER"),
    Need("Storm warnings go to the servers of 4,000 garages, which subscribe and leave by themselves. Each gets every warning.",
         "MANY"),
    Need("Each of our 900 branches has a queue of its own, in which it wants a copy of every change of prices.", "MANY"),
    Need("Each of 2,500 brokers runs an endpoint, and every one of them wants to hear of every new product.", "MANY"),
    Need("When the nightly run fails, the engineers on duty get a text message. No program of ours is to be involved.",
         "PEOPLE"),
    Need("Everybody in the audit department has left an e-mail address, and gets a mail whenever a limit was changed by hand.",
         "PEOPLE"),
    Need("Managers want an e-mail each when the bank is out of reach. They subscribe to it and leave by a link in the mail.",
         "PEOPLE"),
    Need("When AWS takes away one of our virtual machines, a function is to note it. AWS itself says when it does.", "AWS"),
    Need("Our customer software, bought from a partner, announces each new contact to AWS. Sales wants to hear of those in its "
         "region.", "AWS"),
    Need("When a state machine of ours ends as failed, a ticket is to be opened. The state machine knows nothing of tickets.",
         "AWS"),
    Need("A fraud check that is written next spring is to be shown all payments of this winter, as they happened.", "AGAIN"),
    Need("For two days sales recorded amounts wrongly. After the repair, the payments of these two days are to be shown to it "
         "once more.", "AGAIN"),
    Need("A new listener of ours is to be tried out with all that happened last week.", "AGAIN"),
    Need("The partner's address for letters takes {\"to\": ..., \"body\": ...}, and what we announce looks otherwise. Neither "
         "can be changed, and nobody wants to run a program in between.", "RESHAPE"),
    Need("An old job takes a policy number as its only input. It is to run whenever a policy is renewed, of which our event "
         "tells much more; there is no time for a program in between.", "RESHAPE"),
    Need("The auditors' service, which is not ours, must be handed payments without name and address, though our events "
         "have both. No function may be written for it.", "RESHAPE"),
    Need("Before the customer can press Pay, the page must show what is still to be paid.", "ANSWER"),
    Need("The clerk at the counter asks whether a policy covers hail, and tells the customer, who stands there.", "ANSWER"),
    Need("While it books, payments must know whether the bank took the money, to say so to the customer on the page.",
         "ANSWER"),
)  # fmt: skip
