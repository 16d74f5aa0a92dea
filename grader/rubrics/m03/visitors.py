"""M03 E5's scene: an open API that an answer locks, and a dozen callers who then try their luck."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grader.checks import Bench
from grader.checks.doors import Asked, Browser, Route, ask, invoke_url, served, undeployed

from .open_api import open_api

__all__ = ["Locked", "Rush", "Visit", "locked"]

STAGE = "prod"


@dataclass(frozen=True)
class Visit:
    """One caller: who it is, whether it should get through, and what came of it.

    `pays`: what it does has an effect, so that not to read the answer is not to be turned away.
    """

    who: str
    welcome: bool
    asked: Asked
    pays: bool = True

    @property
    def is_through(self) -> bool:
        """Whether it got an answer of the API and could read it."""
        return self.asked.status == 200 and not self.asked.blocked

    @property
    def is_turned_away(self) -> bool:
        """Whether it did not get what it wanted: an effect, or an answer."""
        if self.pays:
            return not self.asked.sent or self.asked.status != 200
        return not self.is_through

    @property
    def is_as_it_should(self) -> bool:
        """Whether it got through exactly if it is welcome."""
        return self.is_through if self.welcome else self.is_turned_away

    @property
    def got(self) -> Any:
        """What came of it, for a reader."""
        if self.asked.blocked:
            told = "the browser keeps the answer back" if self.asked.sent else "the browser does not send it"
            return {"status": self.asked.status, told: self.asked.blocked}
        return {"status": self.asked.status}


@dataclass(frozen=True)
class Rush:
    """Many callers of one method: how many came, how many got through and how many should; `others`: refused otherwise."""

    who: str
    came: int
    through: int
    wanted: int
    others: int


@dataclass
class Locked:
    """The API after `lock`: what the stage serves, what was not deployed, and who got through."""

    routes: list[Route] = field(default_factory=list)
    undeployed: list[str] = field(default_factory=list)
    programs: list[Visit] = field(default_factory=list)
    pages: list[Visit] = field(default_factory=list)
    rushes: list[Rush] = field(default_factory=list)


def locked(bench: Bench, origins: list[str], waits: list[float]) -> Locked:
    """Build the open API, let the answer lock it, and let everybody call: pages of the portal and of other origins.

    `waits` are the seconds in which nobody calls before each rush.
    """
    with bench.account() as account:
        apigateway = account.client("apigateway")
        api = open_api(apigateway)
        bench.answer("lock")(apigateway, api)
        url = f"{invoke_url(account, api, STAGE)}/payments"
        found = Locked(served(account, api, STAGE) or [], undeployed(account, api, STAGE))
        found.programs = _programs(account, url, bench.variant["portal"])
        account.clock.advance(60)  # every bucket is full again
        found.pages = _pages(account, url, bench.variant["portal"], origins)
        account.clock.advance(60)
        found.rushes = _rushes(bench, account, url, waits)
    return found


def _programs(account: Any, url: str, portal: str) -> list[Visit]:
    body = {"amount": 129.5}
    return [
        Visit("a program that signs, POST", welcome=True, asked=ask(account, "POST", url, body, signed=True)),
        Visit("a program that does not sign, POST", welcome=False, asked=ask(account, "POST", url, body)),
        Visit(
            "a program with keys that nobody knows, POST",
            welcome=False,
            asked=ask(account, "POST", url, body, signed="stranger"),
        ),
        Visit(
            "a program that does not sign, and says that it is the portal's page, POST",
            welcome=False,
            asked=ask(account, "POST", url, body, headers={"Origin": portal}),
        ),
        Visit(
            "a program that does not sign, GET",
            welcome=True,
            asked=ask(account, "GET", f"{url}/PAY-000123"),
            pays=False,
        ),
    ]


def _pages(account: Any, url: str, portal: str, others: list[str]) -> list[Visit]:
    visits = []
    for origin in (portal, *others):
        page, welcome = Browser(account, origin), origin == portal
        paid = page.fetch("POST", url, {"amount": 129.5}, signed=True)
        visits.append(Visit(f"a page of {origin}, signed POST", welcome=welcome, asked=paid))
        looked = page.fetch("GET", f"{url}/PAY-000123")
        visits.append(Visit(f"a page of {origin}, GET", welcome=welcome, asked=looked, pays=False))
    return visits


def _rushes(bench: Bench, account: Any, url: str, waits: list[float]) -> list[Rush]:
    """After each wait, twice as many callers of each method as its burst lets in."""
    limits = {
        "POST": (bench.variant["post_rate"], bench.variant["post_burst"]),
        "GET": (bench.variant["get_rate"], bench.variant["get_burst"]),
    }
    calls: dict[str, Callable[[], Asked]] = {
        "POST": lambda: ask(account, "POST", url, {"amount": 129.5}, signed=True),
        # Signed as well: whether that is needed is asked elsewhere.
        "GET": lambda: ask(account, "GET", f"{url}/PAY-000123", signed=True),
    }
    buckets = {verb: _Bucket(*limit, account.clock.elapsed) for verb, limit in limits.items()}
    found = []
    for wait in waits:
        account.clock.advance(wait)
        for verb, bucket in buckets.items():
            when = f", {wait:g} s later" if wait else ""
            found.append(_rush(f"{verb} again and again{when}", account, calls[verb], bucket))
    return found


def _rush(who: str, account: Any, call: Callable[[], Asked], bucket: "_Bucket") -> Rush:
    wanted, statuses = 0, []
    for _ in range(2 * bucket.burst):
        wanted += bucket.takes(account.clock.elapsed)
        statuses.append(call().status)
    through = statuses.count(200)
    return Rush(who, len(statuses), through, wanted, len(statuses) - through - statuses.count(429))


class _Bucket:
    """The token bucket that the task asks for: full at first, `rate` tokens a second, at most `burst`."""

    def __init__(self, rate: float, burst: int, now: float) -> None:
        self.burst = burst
        self._rate, self._tokens, self._at = rate, float(burst), now

    def takes(self, now: float) -> bool:
        """Tell whether a request of now gets through."""
        self._tokens = min(self.burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens < 1 - 1e-9:
            return False
        self._tokens -= 1
        return True
