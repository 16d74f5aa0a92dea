"""Situations in which a workflow has to wait, for M10 E5: the story, and what in it decides how to wait.

No answer stands here: it follows from how the other side lets itself be heard, and from what happens.
"""

from dataclasses import dataclass
from enum import Enum

__all__ = ["ENDS", "PATTERNS", "SITUATIONS", "Happens", "Heard", "Situation"]

PATTERNS = ("request-response", "run-a-job", "callback", "activity", "polling", "wait-state")
ENDS = ("reply", "job", "token", "heartbeat", "timeout", "status", "date")


class Heard(Enum):
    """How the other side lets itself be heard; with the pattern for it, and what ends the wait when all goes well."""

    AT_ONCE = ("request-response", "reply")
    AS_A_JOB = ("run-a-job", "job")
    BY_CALLING = ("callback", "token")
    BY_FETCHING = ("activity", "token")
    IF_ASKED = ("polling", "status")
    NEVER = ("wait-state", "date")


class Happens(Enum):
    """What happens in the end; with what ends the wait then, if it is not what the pattern waits for."""

    IT_COMES = ""
    PULSES_STOP = "heartbeat"
    NOBODY_ANSWERS = "timeout"


@dataclass(frozen=True)
class Situation:
    """One situation: the number by which learners know it, its story, and the two things that decide."""

    number: int
    story: str
    heard: Heard
    happens: Happens = Happens.IT_COMES

    @property
    def code(self) -> str:
        """Its name in the learner's table."""
        return f"W-{self.number}"

    @property
    def pattern(self) -> str:
        """How to wait."""
        return self.heard.value[0]

    @property
    def ends(self) -> str:
        """What ends the wait."""
        return self.happens.value or self.heard.value[1]


_BASEMENT = "No call gets into the computer centre of a reinsurer; its program asks Step Functions for work, from inside. "
_PAGE = "A manager decides on a web page, whose function holds the token of the waiting task. "

SITUATIONS = (
    Situation(
        37,
        "A Lambda function of ours computes a premium, and returns it after four minutes. The next state needs it.",
        Heard.AT_ONCE,
    ),
    Situation(
        52,
        "A payment is written into a DynamoDB table. The next state has to know that it is there.",
        Heard.AT_ONCE,
    ),
    Situation(
        14,
        "The bank's HTTPS API is asked for today's rate of exchange, and sends it back within a second.",
        Heard.AT_ONCE,
    ),
    Situation(
        68,
        "An AWS Glue job builds the monthly report in two hours. The next state reads the finished report.",
        Heard.AS_A_JOB,
    ),
    Situation(
        23,
        "An Amazon ECS task converts a claim's video, and stops. The next state needs the converted video.",
        Heard.AS_A_JOB,
    ),
    Situation(
        81,
        "Another state machine of ours checks a policy, which takes ten minutes. The next state uses its output.",
        Heard.AS_A_JOB,
    ),
    Situation(
        45,
        "An AWS Batch job compares all accounts overnight, and fails half way. The workflow has to learn of it.",
        Heard.AS_A_JOB,
    ),
    Situation(19, _PAGE + "The manager approves after a day.", Heard.BY_CALLING),
    Situation(
        76,
        "A rendering partner takes a claim's photos over HTTPS, and answers only 'accepted'. Half an hour later its server posts "
        "the pictures to our API, whose function knows the token.",
        Heard.BY_CALLING,
    ),
    Situation(
        33,
        "A supplier gets an order with our token through a queue. An hour later it refuses, and our function for its "
        "refusals makes the call with the token.",
        Heard.BY_CALLING,
    ),
    Situation(
        58,
        _PAGE
        + "The manager is on holiday for a week; the state's limits are three days for the answer, and none "
        "for signs of life.",
        Heard.BY_CALLING,
        Happens.NOBODY_ANSWERS,
    ),
    Situation(
        91,
        "A customer is sent a link with which to confirm a change; the function behind it has the token. The link is "
        "never opened. The state's limit is two days.",
        Heard.BY_CALLING,
        Happens.NOBODY_ANSWERS,
    ),
    Situation(
        26,
        "A transfer partner gets our token through a queue, and its gateway calls Step Functions with it every minute, "
        "and once more at the end. Half way the gateway breaks down. The limits are 90 seconds of silence, and an hour in all.",
        Heard.BY_CALLING,
        Happens.PULSES_STOP,
    ),
    Situation(
        63,
        "A surveyor's tablet was sent the token with the claim, and reports with it every five minutes while the claim is open on "
        "it. The battery dies. The limits are 15 minutes of silence, and a day in all.",
        Heard.BY_CALLING,
        Happens.PULSES_STOP,
    ),
    Situation(17, _BASEMENT + "After an hour it has computed what we need, and says so.", Heard.BY_FETCHING),
    Situation(
        84,
        "A clerk's desktop program fetches the next case by itself from Step Functions whenever the clerk is free; "
        "nothing is ever sent to it. The clerk decides the case.",
        Heard.BY_FETCHING,
    ),
    Situation(
        49,
        _BASEMENT
        + "It takes a task, and reports nothing in between. Then the power fails there, for a week. The state's limit is "
        "two days.",
        Heard.BY_FETCHING,
        Happens.NOBODY_ANSWERS,
    ),
    Situation(
        72,
        "A print shop's program fetches its work from Step Functions by itself, and nothing is ever sent to it. It is switched "
        "off all weekend, and the task lies there. The state's limit is a day.",
        Heard.BY_FETCHING,
        Happens.NOBODY_ANSWERS,
    ),
    Situation(
        29,
        "Amazon Transcribe writes down a call, started by an SDK integration; Step Functions has no other for it. Its end is "
        "reported to nobody here, but the job can be asked how far it is. It gets done.",
        Heard.IF_ASKED,
    ),
    Situation(
        66,
        "A partner's old server takes orders over HTTPS. It can call nobody, and nobody will change it; one can ask it for an "
        "order's state. After twenty minutes that is 'done'.",
        Heard.IF_ASKED,
    ),
    Situation(
        41,
        "A court's register tells nobody of new entries, and its API answers whether one is there. The workflow goes on once "
        "it is.",
        Heard.IF_ASKED,
    ),
    Situation(
        87,
        "A policy begins on the first of next month. Until then there is nothing to do, and nobody reports anything.",
        Heard.NEVER,
    ),
    Situation(
        12,
        "The law gives a customer fourteen days to withdraw, which is handled elsewhere. The workflow pays out when they "
        "are over.",
        Heard.NEVER,
    ),
    Situation(55, "A reminder is due seven days after the invoice, whatever happens meanwhile.", Heard.NEVER),
)
