"""What an API offers now, and what a stage serves."""

from typing import Any

from grader.checks.doors import apis, deployments, routes, served, stages, undeployed


def test_routes_have_verb_path_and_what_is_behind_them(api: Any) -> None:
    api.mock("GET", "payments")
    api.proxy("POST", "payments", "echo")

    assert ["GET /payments", "POST /payments"] == [each.key for each in routes(api.account, api.id)]
    assert ["", True] == [
        routes(api.account, api.id)[0].target,
        "function:echo/" in routes(api.account, api.id)[1].target,
    ]


def test_a_stage_serves_what_was_deployed_and_the_difference_is_told(api: Any) -> None:
    api.mock("GET", "payments")
    api.deploy()
    api.mock("POST", "payments")

    assert ["GET /payments"] == [each.key for each in served(api.account, api.id, "prod") or []]
    assert ["POST /payments"] == undeployed(api.account, api.id, "prod")


def test_a_change_of_a_method_counts_and_one_that_changes_nothing_does_not(api: Any) -> None:
    api.mock("GET", "payments")
    api.deploy()
    resource = next(
        each for each in api.client.get_resources(restApiId=api.id)["items"] if "pathPart" in each
    )
    place = {"restApiId": api.id, "resourceId": resource["id"], "httpMethod": "GET"}
    found = []
    for kind in ("NONE", "AWS_IAM"):
        operation = {"op": "replace", "path": "/authorizationType", "value": kind}
        api.client.update_method(**place, patchOperations=[operation])
        found.append(undeployed(api.account, api.id, "prod"))

    assert [[], ["GET /payments"]] == found


def test_without_a_stage_nothing_is_served_and_everything_is_undeployed(api: Any) -> None:
    api.mock("GET", "payments")

    assert (None, ["GET /payments"]) == (
        served(api.account, api.id, "prod"),
        undeployed(api.account, api.id, "prod"),
    )
    assert ([], 0) == (stages(api.account, api.id), deployments(api.account, api.id))


def test_an_api_that_is_not_there_has_nothing(api: Any) -> None:
    assert [api.id] == apis(api.account)
    assert ([], None, [], [], 0) == (
        routes(api.account, "other"),
        served(api.account, "other", "prod"),
        undeployed(api.account, "other", "prod"),
        stages(api.account, "other"),
        deployments(api.account, "other"),
    )


def test_a_greedy_path_with_any_verb_is_a_catch_all(api: Any) -> None:
    api.mock("ANY", "{proxy+}")
    api.mock("ANY", "payments")

    assert {"/{proxy+}": True, "/payments": False} == {
        each.path: each.is_catch_all for each in routes(api.account, api.id)
    }
