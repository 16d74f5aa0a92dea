"""An accident: a learner's variables have the names of Python's own, of IPython's and of the course's.

e1: 10
e3: 10
"""
# %%
list = [1, 2]
print = 3
grade = "very good"
input = id = type = sns = sqs = float = len = None
_ = In = Out = display = get_ipython = exit = quit = None
__name__ = "mine"
__file__ = __doc__ = __annotations__ = 5
