"""What an export would cost, in words: a thousand runs, a month of standing idle, and what AWS bills besides."""

from collections.abc import Iterator

from course.facts import fact, value

from .found import Found

__all__ = ["costs", "warnings"]

# What is paid for by use, by kind of piece: the names of prices in facts.toml.
_BY_KIND = {
    "api": ("apigateway.rest", "apigateway.http"),
    "bucket": ("s3.write", "s3.read"),
    "bus": ("events.event",),
    "function": ("lambda.request", "lambda.gb_second"),
    "log group": ("logs.gb",),
    "queue": ("sqs.request", "sqs.request_fifo"),
    "schedule": ("scheduler.invocation",),
    "state machine": ("states.transition", "states.express_request", "states.express_gb_second"),
    "table": ("dynamodb.write", "dynamodb.read"),
    "topic": ("sns.publish", "sns.delivery_http"),
}
_LIES_THERE = {"table": "tables", "bucket": "buckets", "archive": "archives", "log group": "logs"}
_AT_HOME = "us-east-1"
_MINUTES = 60


def costs(found: Found) -> Iterator[str]:
    """Yield the lines of the estimate."""
    yield from _of_runs(found)
    yield from _idle(found)
    dates = sorted(
        {line["checked"] for line in found.run["lines"]}
        | {fact(f"price.{key}").checked for key in _keys(found)}
    )
    yield f"Prices are those of {_AT_HOME}, as the course last compared them with AWS's pages in {' and '.join(dates)}."
    if found.region != _AT_HOME:
        yield f"Your Region is {found.region}, where some are higher."
    yield "Nothing that AWS gives away for free is taken off, and taxes are not added."
    yield "An estimate is no bill: AWS's own pages and https://calculator.aws have today's prices."


def _of_runs(found: Found) -> Iterator[str]:
    used = [line for line in found.run["lines"] if line["quantity"] and not _stands(found, line)]
    if not used:
        yield "What was exported did not run in the account as a whole, so there is no sum. This is what is paid for, and how much:"
        yield ""
        yield from _units(found)
        return
    total = sum(line["month"] for line in used)
    yield f"**A thousand runs: {_usd(total)} USD.**"
    yield (
        "One run is all that happened in the account while your exercise's check built this and tried it: "
        f"{_counted(found)}."
    )
    yield ""
    yield "| Service | What | One run | Price, USD | A thousand runs, USD |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for line in used:
        amount = f"{_number(line['quantity'])} {line['unit']}"
        yield f"| {line['service']} | {line['what']} | {amount} | {_price(line)} | {_usd(line['month'])} |"
    yield ""


def _idle(found: Found) -> Iterator[str]:
    total = found.idle["month"]
    polls = found.mappings * value("lambda.mapping.idle_requests") * _MINUTES * value("price.month")
    paid = polls * fact("price.sqs.request").value / 1_000_000
    yield f"**A month of standing idle: {_usd(total + paid)} USD.**"
    for line in found.idle["lines"]:
        if line["month"]:
            yield f"- {line['service']}, {line['what']}: {_usd(line['month'])} USD, whether it is used or not."
    if found.mappings:
        asked = f"{found.mappings} mapping{'s' * (found.mappings > 1)} from a queue to a function"
        yield f"- {asked}: Lambda asks the queue some {polls:,.0f} times a month, also when it is empty: {_usd(paid)} USD."
    if not total and not paid:
        yield "What is here is paid for by use, and by what lies in it."
    yield ""


def _units(found: Found) -> Iterator[str]:
    yield "| What is paid for | Price, USD |"
    yield "| --- | --- |"
    for key in _keys(found):
        known = fact(f"price.{key}")
        yield (
            f"| `{key}` | {known.value:.10f}".rstrip("0").rstrip(".")
            + f" {known.unit.removeprefix('USD ')} |"
        )
    yield ""


def _keys(found: Found) -> list[str]:
    return [key for kind, keys in _BY_KIND.items() if found.of(kind) for key in keys]


def warnings(found: Found) -> Iterator[str]:
    """Yield what AWS bills that is not in the estimate."""
    lying = [
        said
        for kind, said in _LIES_THERE.items()
        if found.of(kind) or (kind == "log group" and found.of("function"))
    ]
    if lying:
        yield f"What lies in {_listed(lying)}, by the GB and month; logs are kept for ever where nobody sets a time."
    if found.of("alarm"):
        yield f"Each alarm, by the month, whether it rings or not; here are {len(found.of('alarm'))}."
    if found.of("archive"):
        yield "Events that an archive takes in, by the GB."
    yield "Tries that fail: a function that raises is paid for, and each repetition of it, too. A loop (a function that fills its own queue) goes on and on."
    yield "Data that leaves AWS, or its Region."
    yield from (
        each
        for each in found.run["left_out"]
        if not each.startswith(("Data that leaves", "Storage of", "Requests to SQS by event"))
    )


def _stands(found: Found, line: dict[str, object]) -> bool:
    return any(
        each["month"] and (each["service"], each["what"]) == (line["service"], line["what"])
        for each in found.idle["lines"]
    )


def _counted(found: Found) -> str:
    most = sorted(found.counted.items(), key=lambda each: -each[1])
    named = [f"{what} ({many})" for what, many in most[:6]]
    rest = sum(many for _, many in most[6:])
    return ", ".join([*named, *([f"and {rest} more"] if rest else [])])


def _price(line: dict[str, object]) -> str:
    per = "" if line["per"] == 1 else f"{line['per']:,} "
    return f"{line['price']:.10f}".rstrip("0").rstrip(".") + f" per {per}{line['unit']}"


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _number(number: float) -> str:
    return f"{number:,.4f}".rstrip("0").rstrip(".")


def _usd(number: float) -> str:
    return f"{number:,.4f}" if 0 < number < 0.01 else f"{number:,.2f}"
