"""AWS Secrets Manager: names that are none are refused."""

import re
from typing import Any

from moto.secretsmanager.exceptions import ValidationException
from moto.secretsmanager.models import SecretsManagerBackend

from .seam import Seam

__all__ = ["SEAMS"]

_NAME = re.compile(r"[A-Za-z0-9/_+=.@!-]+")


def _create_secret(backend: SecretsManagerBackend, name: str, *args: Any, **kwargs: Any) -> str:
    if not _NAME.fullmatch(name):
        raise ValidationException(
            "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!"
        )
    return _moto_create_secret(backend, name, *args, **kwargs)


_moto_create_secret = SecretsManagerBackend.create_secret

SEAMS = (Seam(SecretsManagerBackend, "create_secret", _create_secret, "moto takes any name for a secret"),)
