"""Rules with a schedule, on virtual time."""


def test_a_rate_ticks_as_time_passes(shop):
    shop.queue()
    rule = shop.events.put_rule(Name="sales", ScheduleExpression="rate(5 minutes)")["RuleArn"]
    shop.aim(shop.lab.arn(shop.urls["sales-q"]))
    shop.account.clock.advance(15 * 60 + 10)
    events = shop.bodies()

    assert 3 == len(events)
    assert ("aws.events", "Scheduled Event", [rule], {}) == (
        events[0]["source"],
        events[0]["detail-type"],
        events[0]["resources"],
        events[0]["detail"],
    )


def test_settle_does_not_wait_for_the_next_tick(shop):
    shop.events.put_rule(Name="sales", ScheduleExpression="rate(1 minute)")
    begun = shop.account.clock.elapsed

    assert shop.account.settle() is None
    assert begun == shop.account.clock.elapsed


def test_cron_ticks_by_the_calendar_in_utc(shop):
    arn = shop.queue()
    shop.events.put_rule(Name="sales", ScheduleExpression="cron(0 9 ? * MON-FRI *)")
    shop.aim(arn)
    shop.account.clock.advance(3 * 86_400)  # from a Saturday, eight o'clock

    assert ["2025-03-03T09:00:00Z"] == [event["time"] for event in shop.bodies()]


def test_a_schedule_that_is_disabled_deleted_or_replaced_ticks_no_more(shop):
    arn = shop.queue()
    for name in ("disabled", "deleted", "replaced"):
        shop.events.put_rule(Name=name, ScheduleExpression="rate(1 minute)")
        shop.aim(arn, rule=name)
    shop.events.disable_rule(Name="disabled")
    shop.events.remove_targets(Rule="deleted", Ids=["1"])
    shop.events.delete_rule(Name="deleted")
    shop.events.put_rule(Name="replaced", ScheduleExpression="rate(1 hour)")
    shop.account.clock.advance(600)
    before = len(shop.bodies())
    shop.events.enable_rule(Name="disabled")
    shop.account.clock.advance(61)

    assert (0, 1) == (before, len(shop.bodies()))


def test_a_rule_may_have_a_pattern_and_a_schedule(shop):
    arn = shop.queue()
    shop.events.put_rule(Name="sales", EventPattern='{"source": ["shop"]}', ScheduleExpression="rate(1 hour)")
    shop.aim(arn)
    shop.put()
    shop.account.clock.advance(3601)

    assert ["shop", "aws.events"] == [event["source"] for event in shop.bodies()]
