"""The environment variables by which boto3 finds the lab's keys and Region, and nothing of a learner's own."""

import os
from collections.abc import Mapping
from typing import Any

import botocore.session

__all__ = ["KEYS", "REGION", "VARIABLES", "known_region", "set_variables"]

REGION = "us-east-1"

# No secret: every client needs some credentials, and with these none of a learner's own is ever read.
KEYS = ("FOOBARKEY", "FOOBARSECRET")

VARIABLES = {
    "AWS_ACCESS_KEY_ID": KEYS[0],
    "AWS_SECRET_ACCESS_KEY": KEYS[1],
    "AWS_SESSION_TOKEN": None,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_PROFILE": None,
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_ENDPOINT_URL": None,
}


def known_region(region: Any) -> str:
    """Return a Region's name. Raises ValueError where AWS has none of that name."""
    if region != REGION:
        known = botocore.session.get_session().get_available_regions("lambda")
        if region not in known:
            raise ValueError(
                f"region: found {region!r:.40}; expected one of {', '.join(known)}. Name a Region of AWS."
            )
    return str(region)


def set_variables(variables: Mapping[str, str | None]) -> dict[str, str | None]:
    """Set environment variables (None: remove) and return what they were."""
    before = {name: os.environ.get(name) for name in variables}
    for name, text in variables.items():
        if text is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = text
    return before
