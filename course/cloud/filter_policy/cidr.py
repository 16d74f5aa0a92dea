"""The condition ``cidr``: an IP address inside a block such as ``10.0.0.0/24``.

Source: https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html (IP address matching)
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from course.cloud.filter_policy.errors import ConditionError

__all__ = ["check", "holds"]

_EXAMPLE = 'Write {"cidr": "10.0.0.0/24"}.'


def check(block: object) -> None:
    """Raise ConditionError unless `block` is an address, a slash and a number of bits that leaves a host part."""
    if not isinstance(block, str):
        raise ConditionError("cidr match pattern must be a string", _EXAMPLE)
    if block.count("/") != 1:
        raise ConditionError("Malformed CIDR, one '/' required", _EXAMPLE)
    text, bits = block.split("/")
    address = _address(text)
    if address is None:
        raise ConditionError(f"Nonstandard IP address: {text}", _EXAMPLE)
    if not (bits.isascii() and bits.isdigit() and len(bits) <= 3):
        raise ConditionError("Malformed CIDR, mask bits must be an integer", _EXAMPLE)
    if int(bits) >= address.max_prefixlen:
        raise ConditionError(f"IPv{address.version} mask bits must be < {address.max_prefixlen}", _EXAMPLE)


def holds(block: str, value: object) -> bool:
    """Tell whether a value is the text of an address inside the block; host bits in the block do not count."""
    if not isinstance(value, str):
        return False
    address = _address(value)
    return address is not None and address in ip_network(block, strict=False)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
