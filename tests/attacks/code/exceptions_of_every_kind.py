"""Functions leave by exceptions that are no errors: SystemExit, KeyboardInterrupt, GeneratorExit, a class of the own.

e1: 0
e3: 0
"""
# %%
class Points(BaseException):
    args = (10.0,)
    response = {"Error": {"Code": 10.0}}
    __str__ = lambda self: "10.0"


raised = iter([SystemExit(0), KeyboardInterrupt(), GeneratorExit(), Points(), StopIteration(10.0), RecursionError()] * 5)
# %% e1
def wire(sns, sqs, prefix):
    raise next(raised)
# %% e3
import sys


def publish_payment(sns, topic_arn, payment, outcome):
    error = next(raised)
    if isinstance(error, SystemExit):
        sys.exit(10.0)
    raise error
