"""Making clients: the model of a service, and the class of its clients, are made once for all clients that are alike."""

from functools import cache
from typing import Any

from botocore.client import ClientCreator
from botocore.model import ServiceModel

from .events import Events
from .models import loader

__all__ = ["Clients"]


class Clients(ClientCreator):  # type: ignore[misc]  # botocore has no types
    """What makes the clients of a session; those of another session than ours are made as ever."""

    def _load_service_model(self, service_name: str, api_version: str | None = None) -> Any:
        if self._loader is not loader():
            return super()._load_service_model(service_name, api_version)
        return _model(service_name, api_version)

    def _create_client_class(self, service_name: str, service_model: Any) -> Any:
        """Return the class of a service's clients. A session's handlers may add to it: with others, it is another class."""
        emitter = getattr(self._event_emitter, "_emitter", None)
        if self._loader is not loader() or not isinstance(emitter, Events):
            return super()._create_client_class(service_name, service_model)
        made = emitter.classes
        if service_model not in made:
            made[service_model] = super()._create_client_class(service_name, service_model)
        return made[service_model]


@cache
def _model(service_name: str, api_version: str | None) -> Any:
    data = loader().load_service_model(service_name, "service-2", api_version=api_version)
    return ServiceModel(data, service_name=service_name)
