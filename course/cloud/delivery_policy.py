"""Delivery policies: how often, how fast and as what an HTTP endpoint of one's own wants to be asked.

A subscription's own policy wins over that of its topic, unless the topic forbids it, and both over AWS's default.
https://docs.aws.amazon.com/sns/latest/dg/creating-delivery-policy.html
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from course.facts import retry_delays, value

__all__ = ["DeliveryPolicyError", "Plan", "check", "plan"]

# How the waits grow from the first (0) to the last (1). AWS draws these curves and gives no formula: they are the lab's.
_CURVES: dict[str, Callable[[float, float, float], float]] = {
    "linear": lambda least, most, at: least + (most - least) * at,
    "arithmetic": lambda least, most, at: least + (most - least) * at * (at + 1) / 2,
    "geometric": lambda least, most, at: least * (most / least) ** at,
    "exponential": lambda least, most, at: least + (most - least) * (2 ** (10 * at) - 1) / 1023,
}
_COUNTS = ("numRetries", "numNoDelayRetries", "numMinDelayRetries", "numMaxDelayRetries")
_MOST = {"numRetries": value("sns.delivery.retries")}
_DEFAULTS: dict[str, Any] = {
    "minDelayTarget": value("sns.delivery.delay"),
    "maxDelayTarget": value("sns.delivery.delay"),
    "numRetries": value("sns.delivery.default_retries"),
    "numNoDelayRetries": 0,
    "numMinDelayRetries": 0,
    "numMaxDelayRetries": 0,
    "backoffFunction": "linear",
}


class DeliveryPolicyError(ValueError):
    """AWS would refuse this delivery policy; the text says why."""


@dataclass(frozen=True)
class Plan:
    """The seconds before each retry, the most requests a second (None: any), and the Content-Type."""

    waits: tuple[float, ...]
    rate: float | None = None
    content_type: str = "text/plain; charset=UTF-8"


def check(text: str | None, *, of_topic: bool = False) -> None:
    """Raise DeliveryPolicyError for a policy (JSON text) of a subscription, or of a topic, that AWS refuses."""
    policy = _read(text)
    if of_topic:
        policy = policy.get("http", {})
        policy = {"healthyRetryPolicy": policy.get("defaultHealthyRetryPolicy")}
    _retries(policy.get("healthyRetryPolicy") or {})


@lru_cache(maxsize=256)
def plan(own: str | None, of_topic: str | None = None) -> Plan:
    """Return what a subscription's policy and its topic's (JSON texts, or None) ask for together."""
    topic = _read(of_topic).get("http", {})
    mine = {} if topic.get("disableSubscriptionOverrides") else _read(own)

    def either(name: str, default: str) -> Mapping[str, Any]:
        return mine.get(name) or topic.get(default) or {}

    retries = either("healthyRetryPolicy", "defaultHealthyRetryPolicy")
    rate = either("throttlePolicy", "defaultThrottlePolicy").get("maxReceivesPerSecond")
    content = either("requestPolicy", "defaultRequestPolicy").get("headerContentType")
    return Plan(
        _retries(retries) if retries else tuple(retry_delays("sns.retry.http")),
        rate and float(rate),
        content or Plan.content_type,
    )


def _read(text: str | None) -> dict[str, Any]:
    if not text:
        return {}
    try:
        policy = json.loads(text)
    except ValueError:
        policy = None
    if not isinstance(policy, dict):
        raise DeliveryPolicyError("failed to parse JSON.")
    return policy


def _retries(asked: Mapping[str, Any]) -> tuple[float, ...]:
    """Return the waits of a healthyRetryPolicy. Raises DeliveryPolicyError."""
    if unknown := asked.keys() - _DEFAULTS.keys():
        raise DeliveryPolicyError(f"healthyRetryPolicy has no {', '.join(sorted(unknown))}")
    policy = _DEFAULTS | {name: each for name, each in asked.items() if each is not None}
    longest = value("sns.retry.http_longest")
    for name in _COUNTS:
        _check_number(policy, name, 0, _MOST.get(name, policy["numRetries"]))
    _check_number(policy, "minDelayTarget", 1, longest)
    _check_number(policy, "maxDelayTarget", policy["minDelayTarget"], longest)
    curve = _CURVES.get(str(policy["backoffFunction"]))
    if curve is None:
        raise DeliveryPolicyError(f"healthyRetryPolicy.backoffFunction must be one of {', '.join(_CURVES)}")
    least, most = float(policy["minDelayTarget"]), float(policy["maxDelayTarget"])
    at_once, slow, slowest = (policy[name] for name in _COUNTS[1:])
    steps = policy["numRetries"] - at_once - slow - slowest
    if steps < 0:
        raise DeliveryPolicyError(
            "healthyRetryPolicy.numRetries must be greater than or equal to total of "
            "numMinDelayRetries, numNoDelayRetries and numMaxDelayRetries"
        )
    growing = [round(curve(least, most, step / max(steps - 1, 1)), 3) for step in range(steps)]
    waits = (*[0.0] * at_once, *[least] * slow, *growing, *[most] * slowest)
    if sum(waits) > longest:
        raise DeliveryPolicyError(
            f"healthyRetryPolicy asks for {sum(waits):g} seconds of retries in all, and {longest} are allowed"
        )
    return waits


def _check_number(policy: Mapping[str, Any], name: str, least: float, most: float) -> None:
    number = policy[name]
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise DeliveryPolicyError(
            f"healthyRetryPolicy.{name} must be a whole number from {least:g} to {most:g}, not {number!r}"
        )
