import json
from collections import Counter, deque


def emit(events, payments):
    """Put an event for each payment; return the ids of those that were never taken."""
    tries, given_up = Counter(), []
    queue = deque(payments)
    while queue:
        some = [queue.popleft() for _ in range(min(10, len(queue)))]
        entries = []
        for payment in some:
            tries[payment["paymentId"]] += 1
            text = json.dumps(payment, ensure_ascii=False)
            entries.append(
                dict(Source="insurance.payments", DetailType="PaymentMade", Detail=text, EventBusName="river-53-payments")
            )
        answer = events.put_events(Entries=entries)
        for place, told in enumerate(answer["Entries"]):
            if not told.get("EventId"):
                if tries[some[place]["paymentId"]] < 6:
                    queue.append(some[place])
                else:
                    given_up.append(some[place]["paymentId"])
    return given_up
