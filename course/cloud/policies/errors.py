"""The error of a policy that AWS would refuse."""

__all__ = ["PolicyError"]


class PolicyError(ValueError):
    """AWS would refuse this policy. `where` is the place in it, `found` what stands there, `remedy` what to write."""

    def __init__(self, where: str, found: str, remedy: str) -> None:
        super().__init__(f"{where}: {found}. {remedy}")
        self.where = where
        self.found = found
        self.remedy = remedy
