"""A right answer for one exercise, and one that ends the process for the other.

e1: 0
e3: 10
"""
# %% e1
import os


def wire(sns, sqs, prefix):
    os._exit(0)
