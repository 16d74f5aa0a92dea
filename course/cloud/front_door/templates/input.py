"""$input: the body and the parameters of a request.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference
"""

import copy
import json
from collections.abc import Mapping
from typing import Any

from .errors import TemplateError

__all__ = ["Input"]


class Input:
    """What $input offers: `body`, `path`, `json`, `params`."""

    def __init__(self, body: str, parameters: Mapping[str, dict[str, str]] | None = None) -> None:
        self._body = body
        self._parameters = {"path": {}, "querystring": {}, "header": {}, **(parameters or {})}
        self.properties = {"body": body}
        self.methods = {"json": self._json, "params": self._params, "path": self.path}

    def path(self, path: str) -> Any:
        """Return what a JSONPath finds in the body; None for nothing. Raises TemplateError."""
        from course.asl.jsonpath import PathNotFoundError, PathSyntaxError, parse_path

        try:
            return copy.deepcopy(parse_path(path).find(self._document()))
        except PathNotFoundError:
            return None
        except PathSyntaxError as problem:
            raise TemplateError(f"{path!r} is no JSONPath: {problem}") from None

    def _json(self, path: str) -> str:
        found = self.path(path)
        return '""' if found is None else json.dumps(found, separators=(",", ":"), ensure_ascii=False)

    def _document(self) -> Any:
        if not self._body.strip():
            return {}
        try:
            return json.loads(self._body)
        except ValueError:
            return self._body  # a body that is no JSON is one text

    def _params(self, name: str | None = None) -> Any:
        if name is None:
            return {kind: dict(found) for kind, found in self._parameters.items()}
        for kind in ("path", "querystring", "header"):
            found = self._parameters[kind]
            if name in found:
                return found[name]
        headers = {key.lower(): text for key, text in self._parameters["header"].items()}
        return headers.get(name.lower(), "")
