"""M11 E2, items of an order: each goes its own way, and the order is confirmed in the order of its items.

Judged by who was called with what. Decided:

* The functions themselves ask for sku and quantity only, so that who forgets the order's id loses that part alone.
* Position counts from 0, as the context object does.
* What is later in the list is packed sooner, so that an order of finishing would be another one.
* An order of nothing is an order: it is confirmed, with nothing to track. Whether it is, is judged together with its
  list of nothing, so that it costs its points once.
"""

import random
from collections.abc import Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same
from grader.checks.machines import document, machine
from grader.rubrics.insurer import prefix

from .lanes import leads_outside
from .order_slips import breaks_at_nothing, leaves_the_order_behind, lists_as_they_finish, narrows_to_the_list
from .warehouse import CONFIRM, Handled, Order, handle, order

NAME = "three_items"
ORDER_IDS = ("orderId", "orderNumber", "orderRef", "orderKey")
SUCCEEDED = {"the execution": "succeeded"}
ITEMS = ("devices", "articles", "parcels", "units")


def variant(rng: random.Random) -> dict[str, Any]:
    """The prefix of the functions' names, and the names of two fields of the order."""
    return {"prefix": prefix(rng), "order_id": rng.choice(ORDER_IDS), "items": rng.choice(ITEMS)}


def orders(bench: Bench) -> list[Order]:
    """Orders of three items, of one, of none, and of twelve."""
    rng = random.Random(f"{bench.variant}")
    twelve = [True] * 12
    twelve[rng.randint(2, 9)] = False
    three = order(rng, 5501, [True, False, True])
    rest = [order(rng, 5502, [True]), order(rng, 5503, []), order(rng, 5504, twelve)]
    return [three, *rest, *more_orders(bench)]


@hidden
def more_orders(bench: Bench, rng: random.Random) -> list[Order]:  # noqa: ARG001  hidden rows come from the bench
    """Nothing of it is there; all of it is; and a long one at random."""
    some = [rng.random() < 0.6 for _ in range(rng.randint(5, 9))]
    return [
        order(rng, rng.randint(6000, 6999), [False, False]),
        order(rng, rng.randint(7000, 7999), [True] * 4),
        order(rng, rng.randint(8000, 8999), some),
    ]


def handled(bench: Bench) -> list[Handled]:
    """Every order, handled."""
    names = bench.variant["order_id"], bench.variant["items"]
    return [
        handle(machine(bench, NAME), each, each.given(*names), bench.variant["prefix"])
        for each in orders(bench)
    ]


def each_goes_its_way(bench: Bench) -> Iterator[Finding]:
    """An item that is there is gathered and packed, any other is put on back-order."""
    for number, seen in enumerate(_handled(bench), start=1):
        bench.count()
        if not same(seen.ways, seen.order.ways):
            got, wanted = {"calls": seen.ways, **_ended(seen)}, {"calls": seen.order.ways, **SUCCEEDED}
            yield _finding(seen, number, "what is called for each item", got, wanted)


def lists_the_tracking_numbers(bench: Bench) -> Iterator[Finding]:
    """The confirmation names the order, the customer, and the tracking numbers in the order of the items."""
    for number, seen in enumerate(_handled(bench), start=1):
        bench.count()
        order_id = bench.variant["order_id"]
        wanted = {order_id: seen.order.id, "customerId": seen.order.customer, "tracking": seen.order.tracking}
        told = seen.confirmations[-1] if seen.confirmations else None
        got = {name: told[name] for name in wanted if name in told} if isinstance(told, dict) else told
        if not same(got, wanted):
            yield _finding(seen, number, "the confirmation", got if told else _ended(seen), wanted)


def confirms_once(bench: Bench) -> Iterator[Finding]:
    """There is one confirmation, after everything else, and the execution succeeds."""
    for number, seen in enumerate(_handled(bench), start=1):
        if not seen.order.tracking:
            continue
        bench.count()
        checked = sum(call.name == "check" for call in seen.calls)
        last = bool(seen.calls) and seen.calls[-1].name == CONFIRM
        got = {
            "confirmations": len(seen.confirmations),
            "items checked before": checked,
            "is the last call": last,
            "the execution": seen.end,
        }
        wanted = {
            "confirmations": 1,
            "items checked before": len(seen.order.items),
            "is the last call": True,
            **SUCCEEDED,
        }
        if got != wanted:
            yield _finding(seen, number, "confirmations", got | _ended(seen), wanted)


def knows_its_order(bench: Bench) -> Iterator[Finding]:
    """Whoever handles an item is told whose it is, which one, and how many."""
    order_id = bench.variant["order_id"]
    for number, seen in enumerate(_handled(bench), start=1):
        bench.count()
        known = {
            sku: {order_id: seen.order.id, "position": at, "quantity": quantity}
            for at, (sku, quantity, _) in enumerate(seen.order.items)
        }
        handling = [call for call in seen.calls if call.name != CONFIRM]
        if known and not handling:
            calls = f"calls for {len(known)} items, each with {order_id} and position"
            got = {"called": "nobody", **_ended(seen)}
            yield _finding(seen, number, "who handles the items", got, calls)
        for call in handling:
            told = call.payload if isinstance(call.payload, dict) else {}
            wanted = known.get(str(told.get("sku")), {order_id: seen.order.id})
            got = {name: told[name] for name in wanted if name in told}
            if not same(got, wanted):
                where = f"what {call.name} is told of {told.get('sku', 'an item')}"
                yield _finding(seen, number, where, call.payload, wanted)


def _handled(bench: Bench) -> list[Handled]:
    bench.answer(NAME)  # where it is known not to work, one finding says so
    return bench.once(handled)


def _finding(seen: Handled, number: int, what: str, got: Any, expected: Any) -> Finding:
    many = len(seen.order.items)
    where = f"order {number} ({many} item{'' if many == 1 else 's'}): {what}"
    return Finding(where, seen.story.given, got, expected, number, run=seen.story.drawn())


def _ended(seen: Handled) -> dict[str, Any]:
    """Return how the execution ended, and why where it failed."""
    because = {"because": seen.story.cause} if seen.story.cause else {}
    return {"the execution": seen.end, **because}


def _definition(bench: Bench) -> Any:
    return document(bench, NAME)


EXERCISE = Exercise(
    id="m11.e2",
    title="Three items",
    lesson="D3",
    deliver=(NAME,),
    variant=variant,
    parts=(
        Part(
            "Each item is checked, and then gathered and packed, or put on back-order",
            3,
            "B",
            each_goes_its_way,
        ),
        Part(
            "The confirmation lists the tracking numbers in the order of the items",
            3,
            "B",
            lists_the_tracking_numbers,
        ),
        Part("Each order has one confirmation, when all else is done", 2, "X", confirms_once),
        Part("Whoever handles an item knows its order and its position", 2, "V", knows_its_order),
    ),
    misconceptions=(
        Misconception(
            "K11.4",
            "Next to a state outside the item processor",
            lambda bench: leads_outside(_definition(bench)),
            "A lane has its own end.",
            about="a state inside of the Map that goes on to one elsewhere",
        ),
        Misconception(
            "K11.8",
            "InputPath used for the list",
            lambda bench: narrows_to_the_list(_definition(bench), _handled(bench), bench.variant["items"]),
            "One field narrows the input, another names the list.",
            about="the Map's InputPath",
        ),
        Misconception(
            "K11.7",
            "item sees only itself",
            lambda bench: leaves_the_order_behind(
                _definition(bench), _handled(bench), bench.variant["order_id"]
            ),
            "The item left its order behind. Which field packs both?",
            about="what an item knows",
        ),
        Misconception(
            "K11.2",
            "results expected in finishing order",
            lambda bench: lists_as_they_finish(_handled(bench)),
            "The order of results does not depend on speed.",
            about="the tracking numbers",
        ),
        Misconception(
            "K11.13",
            "empty order breaks",
            lambda bench: breaks_at_nothing(_handled(bench)),
            "What is the right answer to an empty order?",
            about="the order without items",
        ),
    ),
    hints=(
        (
            "Follow the second of three items. What does it look like when its turn comes, and what of the order is not in it? "
            "The third item is packed before the first: at which place of the Map's result does its tracking number stand? "
            "And what does that result look like for an order of nothing?"
        ),
        (
            "A Map walks its processor once for each item. What an item gets is packed before it goes in: the item itself, its "
            "place in the list, and whatever else of the order is wanted. The results stand in the order of the items, "
            "whoever was ready first; no items make an empty list. Lesson step D3."
        ),
        (
            "ItemsPath names the list (JSONata: Items). ItemSelector is a template in which $ is the Map's input, "
            "$$.Map.Item.Value the item and $$.Map.Item.Index its place (JSONata: $states.input, "
            "$states.context.Map.Item.Value and .Index). In JSONPath, $.results[*].name takes the name of each result that has "
            "one, as a list. In JSONata a list of one turns into its only value, and one of none into nothing: [results.name] "
            "insists on a list."
        ),
        (
            "A neighbour: each guest of a trip gets a ticket, and the trip knows all seats.\n"
            "```json\n"
            '"Tickets": {"Type": "Map", "ItemsPath": "$.guests", "ItemSelector": {"trip.$": "$.trip", "row.$": '
            '"$$.Map.Item.Index", "guest.$": "$$.Map.Item.Value"}, "ItemProcessor": {"StartAt": "Book", "States": {...}}, '
            '"ResultPath": "$.booked", "Next": "Tell"}\n'
            "```\n"
            'and "Tell" has "Parameters": {"trip.$": "$.trip", "seats.$": "$.booked[*].seat"}.'
        ),
    ),
)
