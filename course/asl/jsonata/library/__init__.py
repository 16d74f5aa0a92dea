"""The functions an expression may call: those of the language, but for `$eval`, and the six that AWS adds.

The table below has them all: from the library where that does as the language says, else from the files beside this
one. `added` are AWS's; `pictures` is how numbers and times are to be written.
Source: https://docs.jsonata.org and https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html.
"""

from collections.abc import Callable
from typing import Any

from jsonata.functions import Functions  # type: ignore[import-untyped]  # it ships no types

from course.asl.jsonata.native import Native

from . import added, arrays, numbers, search, texts, times

__all__ = ["FUNCTIONS"]

# Their work does not grow with their arguments, or it is counted call by call.
CHEAP = frozenset(
    {
        "count",
        "each",
        "exists",
        "filter",
        "length",
        "lookup",
        "map",
        "reduce",
        "sift",
        "single",
        "sort",
        "type",
    }
)
COMPONENT = "~()*!.'"
WHOLE = "~@#$&()*!+=:;,.?/'"


def _type(value: Any) -> Any:
    return "function" if Functions.is_regex(value) else Functions.type(value)


# name -> signature, function
TABLE: dict[str, tuple[str, Callable[..., Any]]] = {
    "abs": ("<n-:n>", Functions.abs),
    "append": ("<xx:a>", Functions.append),
    "assert": ("<bs?:x>", Functions.assert_fn),
    "average": ("<a<n>:n>", numbers.average),
    "base64decode": ("<s-:s>", texts.base64decode),
    "base64encode": ("<s-:s>", texts.base64encode),
    "boolean": ("<x-:b>", Functions.to_boolean),
    "ceil": ("<n-:n>", numbers.ceil),
    "clone": ("<(oa)-:o>", arrays.clone),
    "contains": ("<s-(sf):b>", search.contains),
    "count": ("<a:n>", Functions.count),
    "decodeUrl": ("<s-:s>", texts.decoder("decodeUrl")),
    "decodeUrlComponent": ("<s-:s>", texts.decoder("decodeUrlComponent")),
    "distinct": ("<x:x>", arrays.distinct),
    "each": ("<o-f:a>", Functions.each),
    "encodeUrl": ("<s-:s>", texts.encoder("encodeUrl", WHOLE)),
    "encodeUrlComponent": ("<s-:s>", texts.encoder("encodeUrlComponent", COMPONENT)),
    "error": ("<s?:x>", Functions.error),
    "exists": ("<x:b>", Functions.exists),
    "filter": ("<af>", Functions.filter),
    "floor": ("<n-:n>", numbers.floor),
    "formatBase": ("<n-n?:s>", numbers.format_base),
    "formatInteger": ("<n-s:s>", numbers.format_integer),
    "formatNumber": ("<n-so?:s>", numbers.format_number),
    "fromMillis": ("<n-s?s?:s>", times.from_millis),
    "hash": ("<ss?:s>", added.hash_),
    "join": ("<a<s>s?:s>", texts.join),
    "keys": ("<x-:a<s>>", Functions.keys),
    "length": ("<s-:n>", Functions.length),
    "lookup": ("<x-s:x>", Functions.lookup),
    "lowercase": ("<s-:s>", texts.lowercase),
    "map": ("<af>", Functions.map),
    "match": ("<s-f<s:o>n?:a<o>>", search.match),
    "max": ("<a<n>:n>", Functions.max),
    "merge": ("<a<o>:o>", Functions.merge),
    "millis": ("<:n>", times.millis),
    "min": ("<a<n>:n>", Functions.min),
    "not": ("<x-:b>", Functions.not_),
    "now": ("<s?s?:s>", times.now),
    "number": ("<(nsb)-:n>", numbers.number),
    "pad": ("<s-ns?:s>", texts.pad),
    "parse": ("<s?:x>", added.parse),
    "parseInteger": ("<s-s:n>", numbers.parse_integer),
    "partition": ("<an?:a>", added.partition),
    "power": ("<n-n:n>", numbers.power),
    "random": ("<n?:n>", added.random),
    "range": ("<nnn?:a>", added.range_),
    "reduce": ("<afj?:j>", Functions.fold_left),
    "replace": ("<s-(sf)(sf)n?:s>", search.replace),
    "reverse": ("<a:a>", Functions.reverse),
    "round": ("<n-n?:n>", numbers.round_),
    "shuffle": ("<a:a>", arrays.shuffle),
    "sift": ("<o-f?:o>", Functions.sift),
    "single": ("<af?>", Functions.single),
    "sort": ("<af?:a>", arrays.sort),
    "split": ("<s-(sf)n?:a<s>>", search.split),
    "spread": ("<x-:a<o>>", arrays.spread),
    "sqrt": ("<n-:n>", Functions.sqrt),
    "string": ("<x-b?:s>", texts.string),
    "substring": ("<s-nn?:s>", Functions.substring),
    "substringAfter": ("<s-s:s>", Functions.substring_after),
    "substringBefore": ("<s-s:s>", Functions.substring_before),
    "sum": ("<a<n>:n>", numbers.sum_),
    "toMillis": ("<s-s?:n>", times.to_millis),
    "trim": ("<s-:s>", Functions.trim),
    "type": ("<x:s>", _type),
    "uppercase": ("<s-:s>", Functions.uppercase),
    "uuid": ("<:s>", added.uuid),
    "zip": ("<a+>", Functions.zip),
}
FUNCTIONS: dict[str, Native] = {
    name: Native(name, signature, function, is_cheap=name in CHEAP)
    for name, (signature, function) in TABLE.items()
}
