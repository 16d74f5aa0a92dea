"""A template as YAML, with CloudFormation's short tags and long texts as blocks."""

import re
from typing import Any

import yaml

# Names, and addresses made of them.
_PLAIN = re.compile(r"[A-Za-z0-9][\w.:/${}*-]*(?<!:)", re.ASCII)

__all__ = ["to_yaml"]


class _Dumper(yaml.SafeDumper):
    """Writes intrinsic functions by their tags."""

    def ignore_aliases(self, _: Any) -> bool:
        return True

    def choose_scalar_style(self) -> str:
        """Leave the quotes away behind a tag where the text needs none."""
        style: str = super().choose_scalar_style()
        event: Any = self.event
        plain = str(event.tag).startswith("!") and _PLAIN.fullmatch(event.value)
        return "" if plain and style == "'" else style


def to_yaml(template: dict[str, Any]) -> str:
    """Return the template as text."""
    return yaml.dump(template, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def _mapping(dumper: _Dumper, value: dict[str, Any]) -> yaml.Node:
    if len(value) == 1:
        ((key, inner),) = value.items()
        if key == "Ref":
            return dumper.represent_scalar("!Ref", inner)
        if key == "Fn::GetAtt":
            return dumper.represent_scalar("!GetAtt", ".".join(inner))
        if key == "Fn::Sub":
            return dumper.represent_scalar("!Sub", inner, style="|" if "\n" in inner else None)
    return dumper.represent_dict(value.items())


def _text(dumper: _Dumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(str, _text)
