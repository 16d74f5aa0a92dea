"""What a service of the older protocol answers API Gateway: its XML as a JSON document.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-create-api-as-simple-proxy.html
"""

import json
from typing import Any
from xml.etree import ElementTree as ET

__all__ = ["as_json"]


def as_json(text: str) -> str:
    """Return an XML document as JSON, by its elements; what is no XML as it is. An error loses its outermost name."""
    try:
        root = ET.fromstring(text)  # noqa: S314  our own services wrote it
    except ET.ParseError:
        return text
    name, found = _name(root), _value(root)
    return json.dumps(found if name == "ErrorResponse" else {name: found}, separators=(",", ":"))


def _value(element: ET.Element) -> Any:
    if not len(element):
        return element.text or ""
    found: dict[str, Any] = {}
    for child in element:
        name = _name(child)
        if name in found:
            found[name] = [*(found[name] if isinstance(found[name], list) else [found[name]]), _value(child)]
        else:
            found[name] = _value(child)
    members = found.get("member")
    return (members if isinstance(members, list) else [members]) if list(found) == ["member"] else found


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
