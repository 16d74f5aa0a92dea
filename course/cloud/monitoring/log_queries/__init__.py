"""Logs Insights: a small reader of its query language, and what a query finds.

Commands: fields, display, filter, sort, limit, stats, parse, dedup. Functions: see `functions.py` and `totals.py`. What
else AWS has is refused by name.
Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
"""

from .errors import QueryError
from .query import Query, parse
from .records import Record, record

__all__ = ["Query", "QueryError", "Record", "parse", "record"]
