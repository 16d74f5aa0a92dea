"""API keys and usage plans."""

from typing import Any

from .draft import Draft, told

__all__ = ["add"]

_SERVICE = "apigateway"


def add(draft: Draft) -> None:
    """Add every key without its value, then every plan with its keys."""
    keys: dict[str, str] = {}
    for key in draft.reader.every(_SERVICE, "get_api_keys", "items"):
        keys[key["id"]] = draft.add(
            draft.logical(key.get("name") or "", "ApiKey"),
            "AWS::ApiGateway::ApiKey",
            {**told(key, "name", "description"), "Enabled": bool(key.get("enabled"))},
        )
        draft.note(f"API key {key.get('name') or key['id']}: its value; a new one is made")
    for plan in draft.reader.every(_SERVICE, "get_usage_plans", "items"):
        logical = draft.logical(plan["name"], "UsagePlan")
        properties: dict[str, Any] = {"UsagePlanName": plan["name"], **told(plan, "description")}
        for field, names in (
            ("throttle", ("burstLimit", "rateLimit")),
            ("quota", ("limit", "offset", "period")),
        ):
            if plan.get(field):
                properties[field.title()] = told(plan[field], *names)
        stages = [draft.known.get(f"{each['apiId']}:{each['stage']}") for each in plan.get("apiStages") or ()]
        if stages:
            properties["ApiStages"] = [
                {"ApiId": each["apiId"], "Stage": {"Ref": stage.logical} if stage else each["stage"]}
                for each, stage in zip(plan["apiStages"], stages, strict=True)
            ]
        draft.add(logical, "AWS::ApiGateway::UsagePlan", properties)
        for key in draft.reader.every(_SERVICE, "get_usage_plan_keys", "items", usagePlanId=plan["id"]):
            if key["id"] in keys:
                properties = {
                    "KeyId": {"Ref": keys[key["id"]]},
                    "KeyType": "API_KEY",
                    "UsagePlanId": {"Ref": logical},
                }
                draft.add(draft.logical(plan["name"], "Key"), "AWS::ApiGateway::UsagePlanKey", properties)
