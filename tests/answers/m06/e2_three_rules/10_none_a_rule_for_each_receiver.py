SOURCE = '"source": ["insurance.payments"], "detail-type": [{"equals-ignore-case": "paymentmade"}]'
PATTERNS = {
    "customer": "{%s}" % SOURCE,
    "sales": '{%s, "detail": {"channel": [{"prefix": "web"}, "app"], "amount": [{"numeric": [">", 380, "<", 1e9]}]}}' % SOURCE,
    "communication": '{%s, "detail": {"email": [{"wildcard": "*"}]}}' % SOURCE,
}


def wire_rules(events, targets):
    """Make the rules of the three services on the default bus."""
    for service, receivers in targets.items():
        for number, receiver in enumerate(receivers):
            name = f"{service}-{number}"
            events.put_rule(Name=name, EventPattern=PATTERNS[service], EventBusName="default", State="ENABLED")
            target = {"Id": "it", "Arn": receiver["arn"]}
            target["DeadLetterConfig"] = {"Arn": receiver["dead_letter"]}
            events.put_targets(Rule=name, EventBusName="default", Targets=[target])
