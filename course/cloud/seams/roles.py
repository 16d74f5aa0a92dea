"""AWS IAM: the policies that AWS itself keeps for everybody to attach."""

import json
from functools import cache
from typing import Any

from moto.iam.aws_managed_policies import aws_managed_policies_data
from moto.iam.models import AWSManagedPolicy, IAMBackend, ManagedPolicy

from .seam import Seam

__all__ = ["SEAMS"]

_AWS = "arn:aws:iam::aws:policy/"


def _attach_role_policy(backend: IAMBackend, policy_arn: str, role_name: str) -> None:
    _bring(backend, policy_arn)
    _moto_attach_role_policy(backend, policy_arn, role_name)


def _attach_user_policy(backend: IAMBackend, policy_arn: str, user_name: str) -> None:
    _bring(backend, policy_arn)
    _moto_attach_user_policy(backend, policy_arn, user_name)


def _get_policy(backend: IAMBackend, policy_arn: str) -> ManagedPolicy:
    _bring(backend, policy_arn)
    return _moto_get_policy(backend, policy_arn)


def _bring(backend: IAMBackend, arn: str) -> None:
    """Let a policy of AWS's be there from the moment on that somebody asks for it."""
    if arn in backend.managed_policies or not arn.startswith(_AWS):
        return
    path, _, name = arn.removeprefix(_AWS.removesuffix("/")).rpartition("/")
    found = _catalogue().get(name)
    if found is not None and found["Path"] == f"{path}/":
        policy = AWSManagedPolicy.from_data(name, backend.account_id, backend.region_name, found)
        backend.managed_policies[policy.arn] = policy


@cache
def _catalogue() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(aws_managed_policies_data)
    return found


_moto_attach_role_policy = IAMBackend.attach_role_policy
_moto_attach_user_policy = IAMBackend.attach_user_policy
_moto_get_policy = IAMBackend.get_policy

_LACKING = "moto has none of AWS's own policies, unless it reads all of them for each account"
SEAMS = (
    Seam(IAMBackend, "attach_role_policy", _attach_role_policy, _LACKING),
    Seam(IAMBackend, "attach_user_policy", _attach_user_policy, _LACKING),
    Seam(IAMBackend, "get_policy", _get_policy, _LACKING),
)
