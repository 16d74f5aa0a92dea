"""AWS's own models of its services, as botocore ships them."""

from functools import cache

from botocore.loaders import Loader, create_loader

__all__ = ["loader"]


@cache
def loader() -> Loader:
    """Return what reads the services' models, one for whoever asks: each model is read once in a process."""
    return create_loader()
