"""Stage variables in addresses: ${stageVariables.name}.

https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html
"""

import re
from collections.abc import Mapping

__all__ = ["filled"]

_PLACE = re.compile(r"\$\{stageVariables\.(\w+)\}")


def filled(text: str, variables: Mapping[str, str]) -> str:
    """Return the text with each variable's value in its place; one that the stage does not have is empty."""
    return _PLACE.sub(lambda found: str(variables.get(found[1], "")), text)
