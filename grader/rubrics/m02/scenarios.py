"""Scenarios for exercise E3: what has to be told to whom, and which pattern and style fits. The texts are all a learner sees.

A scenario has one right pair or two; where it has two, the text leaves open whether a receiver may miss something.
"""

from dataclasses import dataclass

__all__ = ["PATTERNS", "SCENARIOS", "STYLES", "Scenario"]

ONE, MANY, FAN = PATTERNS = ("one-to-one", "one-to-many", "fan-out")
SYNC, ASYNC = STYLES = ("synchronous", "asynchronous")


@dataclass(frozen=True)
class Scenario:
    """One card: its name, its text, and the right pairs of pattern and style."""

    name: str
    text: str
    right: tuple[tuple[str, str], ...]

    @property
    def competing(self) -> bool:
        """Whether several workers share its messages, which is easily taken for fan-out."""
        return self.name in ("scans", "statements", "resizing")


SCENARIOS = (
    Scenario(
        "premium",
        "At the checkout of the portal the customer waits for the premium that the tariff service calculates.",
        ((ONE, SYNC),),
    ),
    Scenario(
        "quote",
        "A broker's program asks for the price of one policy and shows it to the person at the desk.",
        ((ONE, SYNC),),
    ),
    Scenario(
        "balance",
        "A call-centre clerk, with the customer on the phone, asks for the balance of an account.",
        ((ONE, SYNC),),
    ),
    Scenario(
        "login",
        "The portal asks the identity service whether a password is right before it shows anything.",
        ((ONE, SYNC),),
    ),
    Scenario(
        "address",
        "A form asks the post's register whether an address exists, and goes on to its next page only when it knows.",
        ((ONE, SYNC),),
    ),
    Scenario(
        "scans",
        "Scans of letters come in bursts. Five equal workers read them; each letter is to be read once, some time today.",
        ((ONE, ASYNC),),
    ),
    Scenario(
        "statements",
        "Every night 400,000 yearly statements are to be printed. Twelve equal workers share the work, each statement is printed once.",
        ((ONE, ASYNC),),
    ),
    Scenario(
        "resizing",
        "Photos of claims are made smaller by whichever of three equal workers is free; nobody waits for it.",
        ((ONE, ASYNC),),
    ),
    Scenario(
        "letter",
        "When an address changes, one service prints a letter of confirmation in the course of the day.",
        ((ONE, ASYNC),),
    ),
    Scenario(
        "archive",
        "Each closed claim is handed to the archive, which takes it when it has time. Nothing may be lost.",
        ((ONE, ASYNC),),
    ),
    Scenario(
        "ticker",
        "A screen in every branch shows the latest news of the insurer. Who is switched off misses it, and that does not matter.",
        ((MANY, ASYNC),),
    ),
    Scenario(
        "rates",
        "The current exchange rates go to all programs that listen, every second. A second later nobody wants the old ones.",
        ((MANY, ASYNC),),
    ),
    Scenario(
        "dashboard",
        "Open dashboards show each payment as it is made. Those that are closed at the time need not catch up.",
        ((MANY, ASYNC),),
    ),
    Scenario(
        "alarm",
        "A storm warning is flashed to all who have the app open at that moment; it is out of date in an hour.",
        ((MANY, ASYNC),),
    ),
    Scenario(
        "typing",
        "In a chat all participants see that somebody is typing.",
        ((MANY, ASYNC),),
    ),
    Scenario(
        "payment",
        "Customer, sales and communication each have to process every payment, even if one of them was down at the time.",
        ((FAN, ASYNC),),
    ),
    Scenario(
        "fraud",
        "A suspicious claim has to reach four teams. Each works through all of them, at its own pace, and may miss none.",
        ((FAN, ASYNC),),
    ),
    Scenario(
        "cancellation",
        "A cancelled policy concerns billing, the archive and the partner's portal: each of them has to act on every one.",
        ((FAN, ASYNC),),
    ),
    Scenario(
        "moving",
        "A customer has moved. Four services keep the address, and each has to change it for certain.",
        ((FAN, ASYNC),),
    ),
    Scenario(
        "recording",
        "Each recorded call goes to transcription and to quality control; both store what they cannot do at once.",
        ((FAN, ASYNC),),
    ),
    Scenario(
        "prices",
        "A new tariff table goes to every shop window program. The text does not say whether one that was off has to catch up.",
        ((MANY, ASYNC), (FAN, ASYNC)),
    ),
    Scenario(
        "audit",
        "Every change of a contract is told to audit and to reporting. The text does not say whether either may miss one.",
        ((MANY, ASYNC), (FAN, ASYNC)),
    ),
    Scenario(
        "meeting",
        "Somebody in a meeting asks a colleague a question and waits for the answer.",
        ((ONE, SYNC),),
    ),
)
