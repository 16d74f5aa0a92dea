"""What is returned, raised, named and printed is markup that would act on the page of a report.

e1: 0
e3: 2
"""
# %% e1
def wire(sns, sqs, prefix):
    print("<img src=x onerror=attack()>")
    raise ValueError("</pre><script>attack()</script><a href='javascript:attack()'>10</a>")
# %% e3
def publish_payment(sns, topic_arn, payment, outcome):
    """Deserves two points: it names nobody."""
    return {"</style><script>attack()</script>": "\"'><svg onload=attack()>", "a": ["&lt;script&gt;", "${attack()}", "{{attack()}}"]}
