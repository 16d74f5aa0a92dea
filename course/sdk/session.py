"""The session whose clients speak to an account in memory."""

from typing import Any

import boto3
import botocore.session

from .events import Aliases, Events
from .models import loader
from .signing import choose
from .user_agent import UserAgent

__all__ = ["session"]


def session(access_key: str | None = None, secret_key: str | None = None, region: str | None = None) -> Any:
    """Return a boto3 session; its clients send what those of any session do, but for the signature itself.

    What is not given comes from where boto3 looks for it.
    """
    inner = botocore.session.Session(event_hooks=Events())
    inner._events = Aliases(inner._original_handler)  # noqa: SLF001  botocore makes its own, and asks nobody
    inner.register_component("event_emitter", inner._events)  # noqa: SLF001
    inner.register_component("data_loader", loader())
    inner.register_component("user_agent_creator", UserAgent.from_environment())
    inner.get_component("event_emitter").register_first("choose-signer", choose)
    return boto3.Session(access_key, secret_key, region_name=region, botocore_session=inner)
