"""`requests` and `urllib`: what they send is answered in the account."""

from urllib.request import AbstractHTTPHandler

from requests.adapters import HTTPAdapter

from course.cloud import web
from course.runtime.web import stand_ins

from .seam import Seam

__all__ = ["SEAMS"]

_NETWORK = "it would go out to the network"
_send, _open = stand_ins(web.ask)
SEAMS = (
    Seam(HTTPAdapter, "send", _send, _NETWORK),
    Seam(AbstractHTTPHandler, "do_open", _open, _NETWORK),
)
