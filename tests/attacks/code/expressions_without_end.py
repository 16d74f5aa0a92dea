"""A state machine's expressions build what is larger than memory, and match patterns that take for ever.

e3: 10
seconds: 3
"""
# %%
import json
import boto3
from course.cloud import Account

EXPRESSIONS = [
    "{% [1..9999999] %}",
    "{% $sum([1..9999999]) %}",
    "{% $pad('x', 1000000000) %}",
    "{% $power(10, 1000000) %}",
    "{% $string($pad('', 100000000)) %}",
    "{% ($f := function($x) { $f($x) }; $f(1)) %}",
    "{% ($f := function($x) { $f($x & $x) }; $f('xxxxxxxx')) %}",
    "{% ($f := function($x) { $f($append($x, $x)) }; $f([1..1000])) %}",
    "{% $match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/) %}",
    "{% $replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /(a|aa)+$/, 'x') %}",
    "{% $map([1..9999999], function($x) { [1..$x] }) %}",
    "{% $reduce([1..60], function($a, $b) { $a & $a }, 'xxxxxxxxxxxxxxxx') %}",
    "{% $eval('[1..9999999]') %}",
    "{% $formatNumber(1, $pad('0', 10000000, '0')) %}",
    "{% $range(1, 1000000000, 1) %}",
    "{% $partition([1..999999], 1) %}",
]
with Account() as account:
    iam, states = boto3.client("iam"), boto3.client("stepfunctions")
    role = iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    for number, each in enumerate(EXPRESSIONS):
        definition = {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "Output": each, "End": True}}}
        try:
            arn = states.create_state_machine(name=f"m{number}", definition=json.dumps(definition), roleArn=role)["stateMachineArn"]
            run = states.start_execution(stateMachineArn=arn)["executionArn"]
            account.settle()
            found = states.describe_execution(executionArn=run)
            print(each, found["status"], found.get("error"), str(found.get("cause"))[:200])
        except Exception as error:
            print(each, type(error).__name__, str(error)[:200])
