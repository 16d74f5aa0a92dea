"""What `requests` and `urllib` send while an account runs: its APIs and partners answer, and nobody else."""

from urllib.parse import urlsplit

from course.runtime.web import Reply

from . import running

__all__ = ["Reply", "ask"]


def ask(method: str, url: str, headers: list[tuple[str, str]], body: bytes) -> Reply:
    """Return what an API of the running account answers, or a partner. Raises ConnectionError where nobody does."""
    account = running.current()
    if ".execute-api." in (urlsplit(url).hostname or ""):
        answer = account.front_door.answer_web(method, url, headers, body)
        return Reply(answer.status, answer.headers.pairs, answer.content)
    status, text = account.endpoints.send(method, url, dict(headers), body.decode("utf-8", "replace"))
    if not status:
        raise ConnectionError(
            f"no host answers at {url}: nothing leaves the account, and it has no partner at this address"
        )
    return Reply(status, [("Content-Type", "text/plain")], text.encode())
