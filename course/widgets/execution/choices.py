"""Why a Choice went where it went, as far as its rules alone can say."""

from typing import Any

from course.widgets.state_machine.conditions import condition

__all__ = ["chosen_because"]


def chosen_because(state: dict[str, Any], target: str) -> str:
    """Return `, because $.n < 4`: what the rule that leads to `target` asks for; empty where several lead there."""
    choices = state.get("Choices")
    rules = [rule for rule in choices if isinstance(rule, dict)] if isinstance(choices, list) else []
    leading = [rule for rule in rules if rule.get("Next") == target]
    is_default = state.get("Default") == target
    if not leading and is_default:
        return ", because none of its rules holds"
    return f", because {condition(leading[0])}" if len(leading) == 1 and not is_default else ""
