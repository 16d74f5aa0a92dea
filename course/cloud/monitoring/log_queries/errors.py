"""A query that cannot be read."""

__all__ = ["QueryError"]


class QueryError(ValueError):
    """What is wrong with a query, in one sentence; AWS's code for it is MalformedQueryException."""
