"""Learners who work alone: each makes the choices that the task leaves open by themselves, most of them the usual one."""

import random

# For each hole of an answer the ways to fill it, the usual one first; a `{hole}` inside of one is filled in turn.
FAN_OUT = {
    "answer": [
        (
            "import json\n\n\ndef wire(sns, sqs, prefix):\n    {topic}\n    urls = {{}}\n    for service in {services}:\n"
            "        {name}\n        {dead}\n        {queue}\n        {late_redrive}\n        {policy}\n        {subscribe}\n"
            "        urls[service] = url\n    return {{'topic_arn': topic_arn, 'queue_urls': urls}}\n"
        ),
        (
            "import json\n\n\ndef wire(sns, sqs, prefix):\n    {topic}\n    {services_first}\n"
            "    for service, url in urls.items():\n        {name}\n        {dead}\n        {own_arn}\n        {set_both}\n"
            "        {subscribe}\n    return dict(topic_arn=topic_arn, queue_urls=urls)\n"
        ),
        (
            "import json\n\n\ndef add(sns, sqs, topic_arn, prefix, service):\n    {name}\n    {dead}\n    {queue}\n"
            "    {late_redrive}\n    {policy}\n    {subscribe}\n    return url\n\n\ndef wire(sns, sqs, prefix):\n    {topic}\n"
            "    urls = {{s: add(sns, sqs, topic_arn, prefix, s) for s in {services}}}\n"
            "    return {{'topic_arn': topic_arn, 'queue_urls': urls}}\n"
        ),
    ],
    "topic": [
        "topic_arn = sns.create_topic(Name=f'{{prefix}}-payments')['TopicArn']",
        "topic_arn = sns.create_topic(Name=prefix + '-payments')['TopicArn']",
        "topic = sns.create_topic(Name=f'{{prefix}}-payments'); topic_arn = topic['TopicArn']",
        "topic_arn = sns.create_topic(Name='{{}}-payments'.format(prefix)).get('TopicArn')",
    ],
    "services": [
        "('customer', 'sales', 'communication')",
        "['customer', 'sales', 'communication']",
        "'customer sales communication'.split()",
    ],
    "services_first": [
        "urls = {{s: sqs.create_queue(QueueName=f'{{prefix}}-{{s}}-q')['QueueUrl'] for s in {services}}}",
        "urls = dict((s, sqs.create_queue(QueueName=prefix + '-' + s + '-q')['QueueUrl']) for s in {services})",
    ],
    "name": [
        "name = f'{{prefix}}-{{service}}-q'",
        "name = prefix + '-' + service + '-q'",
        "name = '-'.join([prefix, service, 'q'])",
    ],
    "dead": [
        "dlq = sqs.create_queue(QueueName=f'{{name}}-dlq')['QueueUrl']; dlq_arn = {arn_of_dlq}",
        "dlq = sqs.create_queue(QueueName=name + '-dlq'); dlq = dlq['QueueUrl']; dlq_arn = {arn_of_dlq}",
    ],
    "arn_of_dlq": [
        "sqs.get_queue_attributes(QueueUrl=dlq, AttributeNames=['QueueArn'])['Attributes']['QueueArn']",
        "sqs.get_queue_attributes(QueueUrl=dlq, AttributeNames=['All'])['Attributes']['QueueArn']",
        "':'.join(topic_arn.split(':')[:5]).replace('sns', 'sqs') + ':' + name + '-dlq'",
    ],
    "queue": [
        "url = sqs.create_queue(QueueName=name)['QueueUrl']; {own_arn}",
        "url = sqs.create_queue(QueueName=name, Attributes={{'VisibilityTimeout': '30'}})['QueueUrl']; {own_arn}",
        "made = sqs.create_queue(QueueName=name); url = made['QueueUrl']; {own_arn}",
    ],
    "own_arn": [
        "arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=['QueueArn'])['Attributes']['QueueArn']",
        "info = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=['All'])['Attributes']; arn = info['QueueArn']",
        "arn = f\"arn:aws:sqs:us-east-1:{{topic_arn.split(':')[4]}}:{{name}}\"",
    ],
    "late_redrive": [
        "sqs.set_queue_attributes(QueueUrl=url, Attributes={{'RedrivePolicy': {redrive}}})",
        "redrive = {redrive}; sqs.set_queue_attributes(QueueUrl=url, Attributes={{'RedrivePolicy': redrive}})",
        "a = {{}}; a['RedrivePolicy'] = {redrive}; sqs.set_queue_attributes(QueueUrl=url, Attributes=a)",
    ],
    "redrive": [
        "json.dumps({{'deadLetterTargetArn': dlq_arn, 'maxReceiveCount': 7}})",
        "json.dumps({{'deadLetterTargetArn': dlq_arn, 'maxReceiveCount': '7'}})",
        "json.dumps(dict(deadLetterTargetArn=dlq_arn, maxReceiveCount=7))",
    ],
    "policy": [
        "policy = {{'Version': '2012-10-17', 'Statement': [{statement}]}}; {set_policy}",
        "statement = {statement}; policy = {{'Version': '2012-10-17', 'Statement': [statement]}}; {set_policy}",
        "policy = {{'Statement': {statement}}}; {set_policy}",
    ],
    "set_policy": [
        "sqs.set_queue_attributes(QueueUrl=url, Attributes={{'Policy': json.dumps(policy)}})",
        "text = json.dumps(policy); sqs.set_queue_attributes(QueueUrl=url, Attributes={{'Policy': text}})",
    ],
    "set_both": [
        (
            "sqs.set_queue_attributes(QueueUrl=url, Attributes={{'RedrivePolicy': {redrive}, 'Policy': "
            "json.dumps({{'Version': '2012-10-17', 'Statement': [{statement}]}})}})"
        ),
        (
            "policy = {{'Version': '2012-10-17', 'Statement': [{statement}]}}; a = {{'Policy': json.dumps(policy)}}; "
            "a['RedrivePolicy'] = {redrive}; sqs.set_queue_attributes(QueueUrl=url, Attributes=a)"
        ),
    ],
    "statement": [
        "{{'Effect': 'Allow', 'Principal': {principal}, 'Action': {action}, 'Resource': arn, 'Condition': {condition}}}",
        (
            "{{'Sid': 'topic', 'Effect': 'Allow', 'Principal': {principal}, 'Action': {action}, 'Resource': arn, "
            "'Condition': {condition}}}"
        ),
    ],
    "principal": ["{{'Service': 'sns.amazonaws.com'}}", "'*'", "{{'Service': ['sns.amazonaws.com']}}"],
    "action": ["'sqs:SendMessage'", "['sqs:SendMessage']", "'SQS:SendMessage'"],
    "condition": [
        "{{'ArnEquals': {{'aws:SourceArn': topic_arn}}}}",
        "{{'ArnLike': {{'aws:SourceArn': topic_arn}}}}",
        "{{'StringEquals': {{'aws:SourceArn': [topic_arn]}}}}",
    ],
    "subscribe": [
        "sns.subscribe(TopicArn=topic_arn, Protocol='sqs', Endpoint=arn)",
        "sns.subscribe(TopicArn=topic_arn, Protocol='sqs', Endpoint=arn, Attributes={{'RawMessageDelivery': 'true'}})",
        "sub = sns.subscribe(TopicArn=topic_arn, Protocol='sqs', Endpoint=arn); print(sub)",
    ],
}

FILTERS = {
    "answer": [
        (
            "import json\n\n{policies}\n\n{read}\n\ndef customer(body):\n    {customer}\n\ndef sales(body):\n    {sales}\n\n"
            "def communication(body):\n    {communication}\n"
        ),
    ],
    "policies": [
        "limit = 200\npolicies = {{'customer': {all}, 'sales': {some}, 'communication': {paid}}}",
        "policies = {{'customer': {all}, 'sales': {some}, 'communication': {paid}}}",
        "policies = {{}}\npolicies['customer'] = {all}\npolicies['sales'] = {some}\npolicies['communication'] = {paid}",
    ],
    "all": ["None", "{{}}"],
    "some": [
        "{{'channel': ['web', 'app'], 'amount': [{{'numeric': ['>', 200]}}]}}",
        "{{'channel': [{{'anything-but': ['branch', 'phone']}}], 'amount': [{{'numeric': ['>', 200]}}]}}",
    ],
    "paid": ["{{'outcome': ['paid']}}", "{{'outcome': [{{'prefix': 'paid'}}]}}"],
    "read": [
        "",
        "def payment_of(body):\n    return json.loads(json.loads(body)['Message'])\n",
        "def row(body, *names):\n    p = json.loads(json.loads(body)['Message'])\n    return {{n: p[n] for n in names}}\n",
    ],
    "customer": [
        "p = {parsed}\n    return {{'paymentId': p['paymentId'], 'policyId': p['policyId'], 'amount': p['amount']}}",
        "p = {parsed}\n    return {{k: p[k] for k in ('paymentId', 'policyId', 'amount')}}",
        "p = {parsed}\n    return dict(paymentId=p['paymentId'], policyId=p['policyId'], amount=p['amount'])",
    ],
    "sales": [
        "p = {parsed}\n    return {{'paymentId': p['paymentId'], 'customerId': p['customerId'], 'amount': p['amount']}}",
        "p = {parsed}\n    return {{k: p[k] for k in ('paymentId', 'customerId', 'amount')}}",
    ],
    "communication": [
        "p = {parsed}\n    return {{'paymentId': p['paymentId'], 'customerId': p['customerId'], 'period': p['period']}}",
        "p = {parsed}\n    return {{k: p[k] for k in ('paymentId', 'customerId', 'period')}}",
    ],
    "parsed": [
        "json.loads(json.loads(body)['Message'])",
        "json.loads(json.loads(body).get('Message'))",
        "json.loads(body); p = json.loads(p['Message'])",
    ],
}
USUAL = 0.6


def honest(holes: dict[str, list[str]], rng: random.Random, hole: str = "answer") -> str:
    """Return the answer of somebody who works alone; each hole is filled anew wherever it stands."""
    ways = holes[hole]
    way = ways[0] if len(ways) == 1 or rng.random() < USUAL else rng.choice(ways[1:])
    return way.format_map(_Filled(holes, rng))


class _Filled(dict):
    def __init__(self, holes, rng):
        self.holes, self.rng = holes, rng

    def __missing__(self, hole):
        return honest(self.holes, self.rng, hole)
