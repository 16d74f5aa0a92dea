"""Links between files of the course become links between pages of the site; what is no page is no link."""

import posixpath
import re
from collections.abc import Mapping

__all__ = ["between", "led"]

_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_ELSEWHERE = re.compile(r"[a-z]+:|#")


def between(place: str, other: str) -> str:
    """Return how a page of the site, by its place, links to another one."""
    return posixpath.relpath(other, posixpath.dirname(place) or ".")


def led(html: str, address: str, places: Mapping[str, str]) -> str:
    """Return the page at `address` with links that lead to `places`, which are named by their addresses.

    A link to another file of the course loses itself and keeps its words; one to elsewhere, or within the page, stays.
    """

    def lead(link: re.Match[str]) -> str:
        target, hash_sign, heading = link[1].partition("#")
        if _ELSEWHERE.match(link[1]):
            return link[0]
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(address), target))
        if wanted not in places:
            return link[2]
        return f'<a href="{between(address, places[wanted])}{hash_sign}{heading}">{link[2]}</a>'

    return _LINK.sub(lead, html)
