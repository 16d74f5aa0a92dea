import json
from decimal import Decimal

import boto3



def record_payment(payment, env):
    """Store the payment and tell sales, in the table and the queue that env names."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")
